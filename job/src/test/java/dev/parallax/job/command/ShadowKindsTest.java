package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.infer.onnx.TinyHead;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.StandardStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every combination of shadows either runs, in every command that takes them, or is rejected with the option's name.
 */
class ShadowKindsTest {

    private static final List<String> COMMANDS = List.of("offline", "report", "check");
    private static final List<String> KINDS = List.of("", "spark-nlp", "head", "spark-nlp,head", "twin");
    private static final List<Boolean> ENABLED = List.of(true, false);
    private static final List<String> HEADS = List.of("none", "good", "missing");

    @TempDir
    private Path folder;

    private Path input = Path.of("");

    @BeforeEach
    void writeFiles() throws IOException {
        TinyModel.bert().features().write(folder.resolve("model"));
        TinyHead.opposite().write(folder.resolve("good"));
        input = Files.writeString(folder.resolve("texts.jsonl"), """
                {"id":"1","text":"the film was good"}
                {"id":"2","text":"It isn't a good film. I hated it!!!"}
                """);
    }

    static Stream<Arguments> combinations() {
        return COMMANDS.stream()
                .flatMap(command -> KINDS.stream()
                        .flatMap(kind -> HEADS.stream()
                                .flatMap(heads ->
                                        ENABLED.stream().map(enabled -> Arguments.of(command, enabled, kind, heads)))));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void a_combination_runs_or_is_refused_in_a_line_that_names_the_option(
            String command, boolean enabled, String kind, String heads) {
        // When
        StandardStreams.Run run = run(command, enabled, kind, heads);
        // Then
        boolean headsFit = kind.contains("head") == !heads.equals("none");
        boolean headsAreThere = !enabled || !heads.equals("missing");
        assertThat(run.status()).as(run.err()).isEqualTo(!kind.equals("twin") && headsFit && headsAreThere ? 0 : 1);
        if (run.status() != 0) {
            assertThat(run.err().strip().lines())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).containsAnyOf("shadow.kind", "shadow.heads", "head 'other'"));
        }
    }

    @Test
    void disagreements_with_another_head_alone_lie_beside_the_predictions() throws IOException {
        // When
        StandardStreams.Run run = run("offline", true, "head", "good");
        // Then
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(folder.resolve("out.jsonl.disagreements.jsonl"))
                .content()
                .contains("\"shadow\":\"other\"")
                .hasLineCount(2);
    }

    private StandardStreams.Run run(String command, boolean enabled, String kind, String heads) {
        List<String> arguments = new ArrayList<>(
                command.equals("check") ? List.of("check") : List.of("offline", "--input", input.toString()));
        if (command.equals("offline")) {
            arguments.addAll(List.of("--output", folder.resolve("out.jsonl").toString()));
        } else if (command.equals("report")) {
            arguments.addAll(List.of("--report", folder.resolve("report.html").toString(), "--no-candidates"));
        }
        set(arguments, "model.path", folder.resolve("model").toString());
        set(arguments, "inference.provider", "cpu");
        set(arguments, "shadow.enabled", Boolean.toString(enabled));
        if (!kind.isEmpty()) {
            set(arguments, "shadow.kind", kind);
        }
        if (!heads.equals("none")) {
            set(arguments, "shadow.heads", "{other: '" + folder.resolve(heads) + "'}");
        }
        return StandardStreams.run(arguments.toArray(new String[0]));
    }

    private static void set(List<String> arguments, String key, String value) {
        arguments.addAll(List.of("--set", key + "=" + value));
    }
}
