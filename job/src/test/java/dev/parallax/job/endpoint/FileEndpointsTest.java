package dev.parallax.job.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class FileEndpointsTest {

    @RegisterExtension
    private static final MiniClusterExtension FLINK =
            new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
                    .setNumberTaskManagers(1)
                    .setNumberSlotsPerTaskManager(1)
                    .build());

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void a_file_is_classified_in_its_order_and_what_is_wrong_set_aside() throws Exception {
        // Given
        Path input = folder.resolve("_texts.jsonl");
        Files.write(
                input,
                Records.bytes(
                        "{\"id\":\"b\",\"text\":\"one\"}\r\n\n{\"id\":1,\"text\":\"two\"}\n{\"id\":\"x\"}\n{\"id\":\"a\","
                                + "\"text\":\"three\"}"));
        Path output = folder.resolve("out.jsonl");
        // When
        run(input, output, new Configuration());
        // Then
        assertThat(read(output)).extracting(json -> json.get("id").textValue()).containsExactly("b", "1", "a");
        List<JsonNode> letters = read(folder.resolve("out.jsonl.dead-letters.jsonl"));
        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.get("reason").textValue()).isEqualTo("MISSING_FIELD");
            assertThat(letter.get("source"))
                    .isEqualTo(JSON.readTree("{\"topic\":\"_texts.jsonl\",\"partition\":0,\"offset\":3}"));
            assertThat(letter.get("value").textValue()).isEqualTo("{\"id\":\"x\"}");
        });
        assertThat(files()).containsExactlyInAnyOrder("_texts.jsonl", "out.jsonl", "out.jsonl.dead-letters.jsonl");
    }

    @Test
    void every_line_comes_out_once_across_a_failure() throws Exception {
        // Given
        int lines = 20_000;
        Path input = Files.write(
                folder.resolve("texts.txt"),
                IntStream.range(0, lines).mapToObj(i -> "line " + i).toList());
        Configuration restarting = new Configuration();
        restarting.setString("execution.checkpointing.interval", "20 ms");
        restarting.setString("restart-strategy.type", "fixed-delay");
        restarting.setString("restart-strategy.fixed-delay.delay", "0 s");
        int before = Topology.Classify.FAILURES.get();
        Topology.Classify.TEXTS_UNTIL_FAILURE.set(lines / 2);
        // When
        run(input, folder.resolve("out"), restarting);
        // Then
        assertThat(Topology.Classify.FAILURES.get()).isEqualTo(before + 1);
        assertThat(read(folder.resolve("out")))
                .extracting(json -> json.get("id").textValue())
                .containsExactlyElementsOf(
                        IntStream.range(0, lines).mapToObj(Integer::toString).toList());
    }

    @Test
    void a_job_that_fails_leaves_no_output_and_an_older_one_as_it_was() throws Exception {
        // Given
        Path input = Files.writeString(folder.resolve("texts.txt"), "a\nb\n");
        Path output = Files.writeString(folder.resolve("out"), "older");
        Topology.Classify.TEXTS_UNTIL_FAILURE.set(2);
        // When
        assertThatThrownBy(() -> run(input, output, new Configuration()))
                .hasRootCauseMessage("This failure is part of the test");
        // Then
        assertThat(output).hasContent("older");
        assertThat(files()).containsExactlyInAnyOrder("texts.txt", "out");
    }

    @Test
    void an_input_that_is_no_regular_file_is_refused_before_anything_is_written() {
        assertThatThrownBy(() -> open(folder, folder.resolve("out")))
                .hasMessageStartingWith("The input must be a regular file");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void what_was_written_is_counted_when_it_is_published() throws Exception {
        // Given
        Path input = Files.writeString(folder.resolve("texts.jsonl"), "{\"id\":\"a\",\"text\":\"b\"}\nno\n{}\n");
        try (FileEndpoints files = open(input, folder.resolve("out"))) {
            Configuration flink = new Configuration();
            flink.setString("parallelism.default", "1");
            Topology.connect(files.endpoints(), flink).execute();
            // When
            FileEndpoints.Written written = files.publish();
            // Then
            assertThat(written.predictions()).isEqualTo(1);
            assertThat(written.deadLetters())
                    .containsOnly(Map.entry("INVALID_JSON", 1L), Map.entry("MISSING_FIELD", 1L));
            assertThat(written.read()).isEqualTo(3);
            assertThat(written.disagreements()).isEmpty();
        }
    }

    private static FileEndpoints open(Path input, Path output) throws IOException {
        return FileEndpoints.open(input, FileFormat.AUTO, FileEndpoints.Outputs.beside(output, false), Records.CONFIG);
    }

    private static void run(Path input, Path output, Configuration flink) throws Exception {
        try (FileEndpoints files = open(input, output)) {
            flink.setString("parallelism.default", "1");
            flink.setString("pipeline.generic-types", "false");
            Topology.connect(files.endpoints(), flink).execute();
            assertThat(files.publish().read()).isPositive();
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toList());
        }
    }

    private static List<JsonNode> read(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
