package dev.parallax.job.endpoint.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallax.job.endpoint.Records;
import dev.parallax.job.endpoint.Topology;
import dev.parallax.text.HostileValues;
import dev.parallax.text.file.FileFormat;
import dev.parallax.text.file.LineReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
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
                Records.bytes("{\"id\":\"b\",\"text\":\"one\"}\r\n\n{\"id\":1,"
                        + "\"text\":\"two\"}\n{\"id\":\"x\"}\n{\"id\":\"a\","
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
    void every_hostile_line_is_a_prediction_or_a_dead_letter() throws Exception {
        // Given
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<byte[]> lines = new ArrayList<>(List.of(Records.bytes("{\"id\":\"first\",\"text\":\"good\"}")));
        for (int i = 0; i < 2_000; i++) {
            lines.add(HostileValues.line(random));
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            content.writeBytes(line);
            content.write('\n');
        }
        Path input = Files.write(folder.resolve("hostile.jsonl"), content.toByteArray());
        // When
        run(input, folder.resolve("out"), new Configuration());
        // Then
        List<JsonNode> letters = read(folder.resolve("out.dead-letters.jsonl"));
        List<JsonNode> predictions = read(folder.resolve("out"));
        long records = lines.stream().filter(line -> !LineReader.isBlank(line)).count();
        assertThat((long) predictions.size() + letters.size())
                .as("seed %d", seed)
                .isEqualTo(records);
        assertThat(letters).as("seed %d", seed).allSatisfy(letter -> {
            byte[] line = lines.get(letter.at("/source/offset").intValue());
            byte[] value = letter.has("valueBase64")
                    ? letter.get("valueBase64").binaryValue()
                    : Records.bytes(letter.get("value").textValue());
            assertThat(value).isEqualTo(line);
            assertThat(letter.get("reason").textValue()).isNotEqualTo("UNEXPECTED");
        });
    }

    @Test
    void a_packed_file_that_is_cut_ends_the_job_for_good() throws Exception {
        // Given
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 100_000; i++) {
                out.write(Records.bytes("text " + i * 31 + "\n"));
            }
        }
        byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
        Configuration restarting = new Configuration();
        restarting.setString("restart-strategy.type", "fixed-delay");
        restarting.setString("restart-strategy.fixed-delay.attempts", "1000000");
        restarting.setString("restart-strategy.fixed-delay.delay", "0 s");
        for (String name : List.of("cut.txt.gz", "cut.txt")) {
            Path input = Files.write(folder.resolve(name), cut);
            // When, then
            assertThatThrownBy(() -> run(input, folder.resolve("out"), restarting))
                    .hasStackTraceContaining("The input is damaged: ");
        }
        Path small = Files.write(folder.resolve("small.txt"), Arrays.copyOf(cut, 100));
        assertThatThrownBy(() -> open(small, folder.resolve("out"))).hasMessageContaining("small.txt cannot be read: ");
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
    void an_input_that_is_not_a_regular_file_is_rejected_before_anything_is_written() {
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
