package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.StandardStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfflineReportTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HOSTILE =
            "</bdi><script>alert(1)</script> \u202e\u0000 \"isn't\" good. it's bad; don't!!!";
    private static final List<String> TEXTS = List.of(
            "it was a good film",
            "it isn't good",
            "I don't like this film. It was bad.",
            "awful-awful film, good film",
            "GOOD!!! But not very",
            "the film was fine... and short",
            "a'b t'this",
            HOSTILE);
    private static final int COPIES = 5;

    @TempDir
    private Path folder;

    @Test
    void every_text_is_compared_and_every_candidate_run() throws Exception {
        // Given
        Path model = model();
        Path input = input();
        // When
        StandardStreams.Run run = report(model, input, folder.resolve("report.html"));
        // Then
        assertThat(run.status()).as(run.err()).isZero();
        JsonNode report = JSON.readTree(folder.resolve("report.json").toFile());
        int texts = TEXTS.size() * COPIES;
        assertThat(report.at("/texts/read").asInt()).isEqualTo(texts + 1);
        assertThat(report.at("/texts/compared").asInt()).isEqualTo(texts);
        assertThat(report.at("/texts/failed").asInt()).isZero();
        assertThat(report.at("/texts/skipped").asInt()).isZero();
        assertThat(report.at("/texts/deadLetters/INVALID_JSON").asInt()).isEqualTo(1);
        assertThat(report.at("/accuracy/texts").asInt()).isEqualTo(texts);
        assertThat(sum(report.get("confusion"))).isEqualTo(texts);
        assertThat(sum(report.get("byClass"))).isEqualTo(texts);
        assertThat(sum(report.get("byLength"))).isEqualTo(texts);
        int flips = report.at("/flips/texts").asInt();
        assertThat(flips)
                .isPositive()
                .isEqualTo(report.at("/agreement/otherLabel").asInt()
                        + report.at("/agreement/noClass").asInt());
        assertThat(report.get("candidates")).hasSizeGreaterThan(8).allSatisfy(candidate -> {
            assertThat(candidate.get("texts").asInt()).isEqualTo(texts);
            assertThat(candidate.get("sameLabel").asInt())
                    .isEqualTo(texts
                            - flips
                            + candidate.get("fixed").asInt()
                            - candidate.get("broken").asInt());
        });
        // The change that fixes every text except the one with characters that no setting fixes.
        JsonNode best = report.at("/candidates/0");
        assertThat(best.get("sameLabel").asInt()).isGreaterThanOrEqualTo(texts - COPIES);
    }

    @Test
    void the_page_shows_texts_and_runs_nothing_of_them() throws Exception {
        // When
        assertThat(report(model(), input(), folder.resolve("report.html")).status())
                .isZero();
        // Then
        String page = Files.readString(folder.resolve("report.html"));
        assertThat(page)
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
                .contains("default-src 'none'".replace("'", "&#39;"))
                .contains("&lt;/bdi&gt;&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("<span class=\"hidden\">U+202E</span>")
                .doesNotContain("<script", "\u202e", "\u0000", "http://", "https://", "style=\"", " src=");
    }

    @Test
    void the_same_input_produces_the_same_bytes() throws Exception {
        Path model = model();
        Path input = input();
        assertThat(report(model, input, folder.resolve("one.html")).status()).isZero();
        assertThat(report(model, input, folder.resolve("two.json")).status()).isZero();
        assertThat(folder.resolve("one.html")).hasSameBinaryContentAs(folder.resolve("two.html"));
        assertThat(folder.resolve("one.json")).hasSameBinaryContentAs(folder.resolve("two.json"));
    }

    @Test
    void nothing_else_is_left_behind() throws Exception {
        Path model = model();
        Path input = input();
        assertThat(report(model, input, folder.resolve("report.html")).status()).isZero();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .containsExactlyInAnyOrder(
                            model, input, folder.resolve("report.html"), folder.resolve("report.json"));
        }
    }

    @Test
    void a_report_can_stand_beside_predictions() throws Exception {
        Path output = folder.resolve("out.jsonl");
        assertThat(report(model(), input(), folder.resolve("report.html"), "--output", output.toString())
                        .status())
                .isZero();
        assertThat(output).isNotEmptyFile();
        assertThat(folder.resolve("out.jsonl.disagreements.jsonl")).isNotEmptyFile();
    }

    @Test
    void texts_that_keep_their_label_show_their_pieces_too() throws Exception {
        // Given
        Path input = Files.writeString(folder.resolve("one.txt"), "good good good good, t'this film\n");
        // When
        assertThat(report(model(), input, folder.resolve("report.html"), "--no-candidates")
                        .status())
                .isZero();
        // Then
        JsonNode report = JSON.readTree(folder.resolve("report.json").toFile());
        assertThat(report.get("candidates")).isEmpty();
        assertThat(report.get("accuracy").isNull()).isTrue();
        JsonNode example = report.at("/examples/0");
        assertThat(example.get("outcome").textValue()).isEqualTo("AGREED");
        assertThat(example.at("/difference/segments")).isNotEmpty();
        assertThat(Files.readString(folder.resolve("report.html"))).contains("Same label, other pieces");
    }

    @Test
    void a_model_without_a_twin_is_reported() throws Exception {
        Path roberta = TinyModel.roberta().write(folder.resolve("roberta"));
        StandardStreams.Run run = report(roberta, input(), folder.resolve("report.html"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("model.path", "WordPiece");
        assertThat(folder.resolve("report.html")).doesNotExist();
    }

    @Test
    void a_call_without_output_and_report_is_wrong() {
        StandardStreams.Run run = StandardStreams.run("offline", "--input", "x");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--output=FILE").contains("--report=FILE");
    }

    @Test
    void a_report_has_a_descriptive_name() throws Exception {
        StandardStreams.Run run = report(model(), input(), folder.resolve("report.txt"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("must end in .html or .json");
    }

    private static int sum(JsonNode groups) {
        int sum = 0;
        for (JsonNode group : groups) {
            sum += group.get("texts").asInt();
        }
        return sum;
    }

    private Path model() {
        return TinyModel.bert().write(folder.resolve("tiny"));
    }

    private Path input() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < TEXTS.size() * COPIES; i++) {
            lines.add(JSON.createObjectNode()
                    .put("id", "r" + i)
                    .put("text", TEXTS.get(i % TEXTS.size()) + " film".repeat(i / TEXTS.size()))
                    .put("label", i % 3 == 0 ? "negative" : "positive")
                    .toString());
        }
        lines.add("not JSON");
        return Files.write(folder.resolve("texts.jsonl"), lines);
    }

    private static StandardStreams.Run report(Path model, Path input, Path report, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "offline",
                "--input",
                input.toString(),
                "--report",
                report.toString(),
                "--set",
                "model.path=" + model,
                "--set",
                "inference.provider=cpu"));
        arguments.addAll(List.of(more));
        return StandardStreams.run(arguments.toArray(new String[0]));
    }
}
