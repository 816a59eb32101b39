package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.StandardStreams;
import dev.parallax.job.pipeline.KafkaTopics;
import dev.parallax.job.pipeline.LocalCluster;
import dev.parallax.job.pipeline.SharedBroker;
import dev.parallax.job.pipeline.StreamingJob;
import dev.parallax.job.pipeline.Workload;
import dev.parallax.job.pipeline.Workload.Item;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedBroker.class)
class OfflineCommandTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LINES = 200;

    @TempDir
    private Path folder;

    @Test
    void a_file_gets_the_answers_that_a_stream_of_the_same_records_gets(KafkaTopics kafka) throws Exception {
        // Given
        Path model = TinyModel.bert().write(folder.resolve("tiny"));
        List<byte[]> lines = lines();
        Path output = folder.resolve("out.jsonl");
        // When
        int status = offline(model, write(lines), output);
        StreamingJob job = stream(kafka, model, lines);
        // Then
        assertThat(status).isZero();
        List<JsonNode> offline = read(output);
        Map<String, JsonNode> streamed = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> prediction : kafka.committed(job.predictions())) {
            JsonNode json = JSON.readTree(prediction.value());
            streamed.put(json.get("id").textValue(), json);
        }
        assertThat(offline).hasSameSizeAs(streamed.keySet()).allSatisfy(one -> {
            JsonNode other = streamed.get(one.get("id").textValue());
            assertThat(other).isNotNull();
            for (String field : List.of("label", "tokens", "truncated", "model")) {
                assertThat(one.get(field)).as(field).isEqualTo(other.get(field));
            }
            // Other batches have other padding, so that sums may round differently in the last digit.
            for (String label : List.of("negative", "positive")) {
                assertThat(one.get("scores").get(label).doubleValue())
                        .isCloseTo(other.get("scores").get(label).doubleValue(), within(1e-6));
            }
        });
        Map<Long, String> letters = new TreeMap<>();
        for (JsonNode letter : read(folder.resolve("out.jsonl.dead-letters.jsonl"))) {
            letters.put(
                    letter.at("/source/offset").longValue(),
                    letter.get("stage").textValue() + " " + letter.get("reason").textValue());
        }
        Map<Long, String> streamedLetters = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> letter : kafka.committed(job.deadLetters())) {
            streamedLetters.put(
                    Long.valueOf(header(letter, "source.offset")),
                    header(letter, "stage") + " " + header(letter, "reason"));
        }
        assertThat(letters).isNotEmpty().isEqualTo(streamedLetters);
    }

    @Test
    void a_file_gets_its_disagreements_with_spark_nlp_beside_its_predictions() throws Exception {
        // Given
        Path model = TinyModel.bert().write(folder.resolve("tiny"));
        Path input = Files.writeString(folder.resolve("texts.jsonl"), """
                {"id":"same","text":"the film was good"}
                {"id":"other","text":"It isn't a good film. I hated it!!!"}
                {"id":"blank","text":"\\u2003 \\u00a0"}
                {"id":"none","text":"  "}
                """);
        Path output = folder.resolve("out.jsonl");
        // When
        StandardStreams.Run run = run(model, input, output, "sink.include-text=true", "shadow.enabled=true");
        // Then
        assertThat(run.status()).as(run.err()).isZero();
        Map<String, JsonNode> predictions = new LinkedHashMap<>();
        read(output).forEach(json -> predictions.put(json.get("id").textValue(), json));
        assertThat(predictions).containsKeys("same", "other");
        Map<String, JsonNode> disagreements = new LinkedHashMap<>();
        for (JsonNode json : read(folder.resolve("out.jsonl.disagreements.jsonl"))) {
            assertThat(disagreements.put(json.get("id").textValue(), json)).isNull();
        }
        assertThat(disagreements).doesNotContainKey("same").isNotEmpty();
        assertThat(disagreements.values()).allSatisfy(json -> {
            JsonNode prediction = predictions.get(json.get("id").textValue());
            assertThat(json.at("/huggingFace/label")).isEqualTo(prediction.get("label"));
            assertThat(json.at("/sparkNlp/label")).isNotEqualTo(prediction.get("label"));
            assertThat(json.get("text")).isEqualTo(prediction.get("text"));
            assertThat(json.get("causes")).isNotEmpty();
        });
    }

    @Test
    void predictions_stand_in_the_order_of_the_input() throws Exception {
        // Given
        Path model = TinyModel.bert().write(folder.resolve("tiny"));
        List<byte[]> lines = lines();
        Path output = folder.resolve("out.jsonl");
        // When
        int status = offline(model, write(lines), output);
        // Then
        assertThat(status).isZero();
        List<String> ids =
                read(output).stream().map(json -> json.get("id").textValue()).toList();
        List<Integer> numbers = ids.stream().map(Integer::valueOf).toList();
        assertThat(numbers).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(LINES / 2);
    }

    @Test
    void a_run_that_fails_leaves_no_file_behind() throws Exception {
        // Given
        Path model = TinyModel.bert().logits(3).write(folder.resolve("unfit"));
        Path input = write(lines());
        // When
        int status = offline(model, input, folder.resolve("out.jsonl"));
        // Then
        assertThat(status).isEqualTo(1);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(input, model);
        }
    }

    @Test
    void an_input_that_does_not_exist_is_an_error() {
        StandardStreams.Run run = StandardStreams.run(
                "offline",
                "--input",
                folder.resolve("none").toString(),
                "--output",
                folder.resolve("o").toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .isEqualToIgnoringNewLines("parallax: --input: there is no file " + folder.resolve("none"));
    }

    @Test
    void the_last_line_says_what_was_read_what_was_written_where_and_dead_letters_by_reason() throws Exception {
        // Given
        Path model = TinyModel.bert().write(folder.resolve("tiny"));
        Path input = Files.writeString(folder.resolve("texts.jsonl"), """
                {"id":"1","text":"the film was good"}
                no JSON

                {"id":"2","text":"the film was bad"}
                {"id":"3"}
                [1]
                """);
        Path output = folder.resolve("out.jsonl");
        // When
        StandardStreams.Run run = run(model, input, output);
        // Then
        assertThat(run.status()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().toList())
                .containsExactly("offline: read 5 texts from " + input + "; wrote 2 predictions to " + output
                        + ", 3 dead letters to " + output + ".dead-letters.jsonl (INVALID_JSON 2, MISSING_FIELD 1)");
    }

    @Test
    void dead_letters_can_be_a_failure() throws Exception {
        // Given
        Path model = TinyModel.bert().write(folder.resolve("tiny"));
        Path bad = Files.writeString(folder.resolve("bad.jsonl"), "no JSON\n");
        Path good = Files.writeString(folder.resolve("good.jsonl"), "{\"id\":\"1\",\"text\":\"good\"}\n");
        // Then
        assertThat(failing(model, bad)).isEqualTo(ExitStatus.DEAD_LETTERS);
        assertThat(folder.resolve("o.dead-letters.jsonl")).isNotEmptyFile();
        assertThat(failing(model, good)).isZero();
    }

    private int failing(Path model, Path input) {
        return StandardStreams.run(
                        "offline",
                        "--fail-on-dead-letters",
                        "--input",
                        input.toString(),
                        "--output",
                        folder.resolve("o").toString(),
                        "--set",
                        "model.path=" + model)
                .status();
    }

    @Test
    void variables_of_kafka_are_not_asked_for() throws Exception {
        // Given
        Path model = TinyModel.bert().write(folder.resolve("tiny"));
        Path input = Files.writeString(folder.resolve("texts.txt"), "good\n");
        // When
        StandardStreams.Run run = run(
                model,
                input,
                folder.resolve("o"),
                "kafka.bootstrap.servers=${env:NOPE}",
                "kafka.sasl.jaas.config=${file:/nope}",
                "source.topics=${env:NOPE}");
        // Then
        assertThat(run.status()).as(run.err()).isZero();
    }

    private static int offline(Path model, Path input, Path output) {
        return run(model, input, output, "source.max-text-length=" + Workload.MAX_TEXT_LENGTH)
                .status();
    }

    private static StandardStreams.Run run(Path model, Path input, Path output, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "offline",
                "--input",
                input.toString(),
                "--output",
                output.toString(),
                "--set",
                "model.path=" + model,
                "--set",
                "inference.provider=cpu"));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        return StandardStreams.run(arguments.toArray(new String[0]));
    }

    private static StreamingJob stream(KafkaTopics kafka, Path model, List<byte[]> lines) throws Exception {
        StreamingJob.createTopics("offline", kafka, 1);
        StreamingJob job = StreamingJob.of("offline", kafka, model, Map.of());
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        lines.forEach(line -> records.add(new ProducerRecord<>(job.texts(), line)));
        kafka.send(records);
        try (LocalCluster cluster = LocalCluster.start(2, job.flink())) {
            JobID id = cluster.submit(job.environment(), "Stream");
            assertThat(kafka.committed(lines.size(), job.predictions(), job.deadLetters())
                            .size())
                    .isEqualTo(lines.size());
            cluster.stop(id, Files.createTempDirectory(model.getParent(), "savepoint"));
        }
        return job;
    }

    /** Lines of every kind except tombstones, which files cannot have. */
    private static List<byte[]> lines() {
        return Workload.items(0, LINES).stream()
                .map(Item::value)
                .filter(value -> value != null)
                .toList();
    }

    private Path write(List<byte[]> lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            bytes.write(line);
            bytes.write('\n');
        }
        return Files.write(folder.resolve("texts.jsonl"), bytes.toByteArray());
    }

    private static List<JsonNode> read(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String key) {
        return new String(letter.headers().lastHeader("parallax." + key).value(), StandardCharsets.UTF_8);
    }
}
