package dev.parallax.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.CommandProcess.Program;
import dev.parallax.job.command.ExitStatus;
import dev.parallax.job.pipeline.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what needs a real process: standard streams, signals, the locale, temporary files. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class CommandProcessTest {

    /** A word with accents in UTF-8. */
    private static final String BYTES = "\\303\\251t\\303\\251";

    @TempDir
    private Path folder;

    private Program program;
    private Path work;

    @BeforeEach
    void prepare() throws IOException {
        program = Program.in(folder);
        work = Files.createDirectory(folder.resolve("work"));
    }

    private Path model() throws IOException {
        return TinyModel.bert().write(work.resolve("model"));
    }

    private Program reading(Path input) {
        return new Program(program.scratch(), input, program.output(), program.locale());
    }

    private Path texts(int lines) throws IOException {
        return Files.writeString(work.resolve("texts.jsonl"), "{\"id\":\"1\",\"text\":\"good film\"}\n".repeat(lines));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "config-reference", "score", "encode"})
    @EnabledOnOs(OS.LINUX)
    void a_full_disk_is_one_line_and_status_1(String command) throws Exception {
        // Given
        Path input = command.equals("score") ? Files.writeString(work.resolve("p"), "a\ta\n") : texts(3);
        Program full =
                new Program(folder, input, Redirect.to(Path.of("/dev/full").toFile()), "C.UTF-8");
        String[] call = command.equals("encode")
                ? new String[] {"encode", "--as=hf", "--model=" + model()}
                : new String[] {command};
        // When
        try (CommandProcess run = full.start(call)) {
            // Then
            assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
            assertThat(run.err())
                    .singleElement()
                    .satisfies(line -> assertThat(line).startsWith("parallax: Cannot write to standard output: "));
        }
    }

    @Test
    void a_closed_pipe_ends_the_command_without_a_word() throws Exception {
        try (CommandProcess run = reading(texts(100_000)).start("encode", "--as=hf", "--model=" + model())) {
            // Given
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(run.process().getInputStream(), StandardCharsets.UTF_8));
            assertThat(out.readLine()).startsWith("{\"ids\":");
            // When
            out.close();
            // Then
            assertThat(run.status()).isEqualTo(ExitStatus.CLOSED_PIPE);
            assertThat(run.err()).isEmpty();
        }
    }

    @Test
    void output_is_utf_8_in_the_posix_locale_and_arguments_that_it_has_not_are_rejected() throws Exception {
        // Given
        Path pairs = Files.writeString(work.resolve("pairs"), "été\tété\nnon\tété\n");
        Program posix = new Program(folder, pairs, Redirect.PIPE, "POSIX");
        // Then
        try (CommandProcess run = posix.start("score")) {
            assertThat(run.out()).contains("\"spark.f1ByLabel.été\":");
            assertThat(run.status()).isZero();
        }
        try (CommandProcess run = posix.startWith(BYTES, "score", "--positive")) {
            assertThat(run.out()).isEmpty();
            assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
            assertThat(run.err())
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith("parallax: argument 3 has characters that the locale's encoding"));
        }
        try (CommandProcess run = reading(pairs).startWith(BYTES, "score", "--positive")) {
            assertThat(run.out()).contains("\"positive\":\"été\"");
            assertThat(run.status()).isZero();
        }
    }

    @Test
    void only_what_an_encoding_lacks_is_taken_for_unreadable() {
        assertThat(Main.unreadable("ANSI_X3.4-1968", "score", "--positive", "\uFFFD\uFFFDt"))
                .hasValueSatisfying(
                        message -> assertThat(message).contains("argument 3").contains("LC_ALL"));
        assertThat(Main.unreadable("UTF-8", "score", "\uFFFD")).isEmpty();
    }

    @Test
    void sigterm_leaves_the_old_output_and_nothing_else() throws Exception {
        // Given
        Path model = model();
        Path input = texts(400_000);
        Path output = Files.writeString(work.resolve("out.jsonl"), "older");
        List<Path> before = files(work);
        try (CommandProcess run =
                program.start("offline", "--input=" + input, "--output=" + output, "--set=model.path=" + model)) {
            Await.until(
                    () -> "predictions grow: " + lines(run),
                    () -> files(work).stream()
                            .anyMatch(file -> file.toString().endsWith(".incomplete")
                                    && file.toFile().length() > 0));
            // When
            run.process().destroy();
            // Then
            assertThat(run.status()).isEqualTo(143);
        }
        assertThat(files(work)).containsExactlyInAnyOrderElementsOf(before);
        assertThat(output).hasContent("older");
        assertThat(files(program.temporary())).isEmpty();
    }

    @Test
    void what_a_killed_process_left_in_the_temporary_folder_goes_with_the_next_one() throws Exception {
        // Given
        Path pairs = Files.writeString(work.resolve("pairs"), "a\ta\n");
        try (CommandProcess killed = program.start(
                "offline",
                "--input=" + texts(400_000),
                "--output=" + work.resolve("out"),
                "--set=model.path=" + model())) {
            Await.until(
                    () -> "a folder: " + lines(killed),
                    () -> files(program.temporary()).size() > 0);
            try (CommandProcess beside = reading(pairs).start("score")) {
                assertThat(beside.status()).isZero();
            }
            assertThat(files(program.temporary()))
                    .as("that of a process that runs")
                    .hasSize(1);
            killed.process().destroyForcibly().waitFor();
        }
        assertThat(files(program.temporary())).hasSize(1);
        // When
        try (CommandProcess next = reading(pairs).start("score")) {
            assertThat(next.status()).isZero();
        }
        // Then
        assertThat(files(program.temporary())).isEmpty();
    }

    private static String lines(CommandProcess run) {
        try {
            return String.join("\n", run.err());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
