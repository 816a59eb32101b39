package dev.parallax.job.pipeline;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.infer.ClassifierRegistry;
import dev.parallax.infer.Lease;
import dev.parallax.infer.ModelServing;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.pipeline.Workload.Item;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** An end-to-end test: a thousand records of every kind through the whole job, from a Kafka broker and back to it. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class KafkaEndToEnd {

    private static final int RECORDS = 1000;
    private static final int PARTITIONS = 4;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<Item> items = Workload.items(0, RECORDS);
    private final Map<Integer, RecordMetadata> places = new HashMap<>();

    private Path folder;
    private StreamingJob job;
    private List<ConsumerRecord<byte[], byte[]>> predictions;
    private List<ConsumerRecord<byte[], byte[]>> deadLetters;

    /** The broker, running. */
    abstract KafkaTopics kafka() throws Exception;

    @BeforeAll
    void records_go_through_the_job(@TempDir Path folder) throws Exception {
        this.folder = folder;
        KafkaTopics kafka = kafka();
        Path model = TinyModel.bert().write(folder.resolve("tiny"));
        StreamingJob.createTopics("end-to-end", kafka, PARTITIONS);
        job = StreamingJob.of("end-to-end", kafka, model, Map.of());
        List<RecordMetadata> sent = kafka.send(Workload.records(items, job.texts(), PARTITIONS));
        items.forEach(item -> places.put(item.number(), sent.get(item.number())));
        try (LocalCluster cluster = LocalCluster.start(2, job.flink())) {
            JobID id = cluster.submit(job.environment(), "End to end");
            var unused = kafka.committed(RECORDS, job.predictions(), job.deadLetters());
            cluster.stop(id, folder);
        }
        predictions = kafka.committed(job.predictions());
        deadLetters = kafka.committed(job.deadLetters());
    }

    @Test
    void every_record_comes_out_exactly_once_as_what_it_has_to_be() {
        // Given
        List<Integer> classifiable = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        items.forEach(item -> (item.reason().isEmpty() ? classifiable : others).add(item.number()));
        // Then
        assertThat(Workload.byNumber(predictions)).containsOnlyKeys(classifiable);
        assertThat(Workload.byNumber(deadLetters)).containsOnlyKeys(others);
    }

    @Test
    void a_result_carries_the_key_the_headers_and_the_timestamp_of_its_record() {
        List<ConsumerRecord<byte[], byte[]>> results = new ArrayList<>(predictions);
        results.addAll(deadLetters);
        assertThat(Workload.byNumber(results)).allSatisfy((number, result) -> {
            Item item = items.get(number);
            assertThat(result.timestamp()).isEqualTo(item.timestamp());
            List<String> carried = new ArrayList<>();
            for (Header header : result.headers()) {
                if (!header.key().startsWith("parallax.")) {
                    carried.add(header.key() + "=" + (header.value() == null ? null : Workload.text(header.value())));
                }
            }
            assertThat(carried).containsExactly("trace=first-" + number, "trace=null", "sender=workload");
        });
    }

    @Test
    void a_prediction_is_what_the_model_says_of_the_text_alone() throws Exception {
        ModelBundle model = ModelBundle.read(folder.resolve("tiny"), null, ModelBundle.MODEL_LIMIT);
        try (Lease<ModelServing> lease = ClassifierRegistry.acquire(job.serving());
                HuggingFaceEncoder encoder = model.newEncoder()) {
            for (ConsumerRecord<byte[], byte[]> prediction : predictions) {
                // Given
                JsonNode json = JSON.readTree(prediction.value());
                Item item = items.get(json.get("id").asInt());
                // When
                float[] logits = lease.value()
                        .submit(encoder.encode(item.text()), Duration.ofSeconds(30))
                        .get(30, TimeUnit.SECONDS)
                        .logits();
                // Then
                double positive = 1 / (1 + Math.exp(logits[0] - logits[1]));
                double score = json.get("score").doubleValue();
                assertThat(json.at("/scores/positive").doubleValue()).isCloseTo(positive, within(1e-5));
                assertThat(json.at("/scores/negative").doubleValue()).isCloseTo(1 - positive, within(1e-5));
                assertThat(score).isEqualTo(json.get("scores").get(label(json)).doubleValue());
                assertThat(score).isGreaterThanOrEqualTo(0.5);
            }
        }
    }

    @Test
    void a_prediction_says_which_record_and_model_it_is_of_and_what_the_model_read() throws Exception {
        String fingerprint = ModelBundle.read(folder.resolve("tiny"), null, ModelBundle.MODEL_LIMIT)
                .id()
                .fingerprint();
        for (Map.Entry<Integer, ConsumerRecord<byte[], byte[]>> entry :
                Workload.byNumber(predictions).entrySet()) {
            Item item = items.get(entry.getKey());
            JsonNode json = JSON.readTree(entry.getValue().value());
            assertThat(json.get("id").textValue()).isEqualTo(Integer.toString(item.number()));
            assertThat(label(json)).isIn("negative", "positive");
            assertThat(json.get("model"))
                    .isEqualTo(JSON.readTree("{\"name\":\"tiny\",\"fingerprint\":\"" + fingerprint + "\"}"));
            assertThat(json.get("latencyMs").longValue()).isNotNegative();
            assertThat(json.has("text")).isFalse();
            assertThat(json.get("truncated").booleanValue()).isEqualTo(item.longText());
            if (item.longText()) {
                assertThat(json.get("tokens").intValue()).isEqualTo(64);
                assertThat(json.at("/truncation/cutTokens").intValue()).isEqualTo(Workload.WORDS_OF_LONG_TEXT - 62);
            } else {
                assertThat(json.has("truncation")).isFalse();
                assertThat(json.get("tokens").intValue()).isBetween(3, 63);
            }
        }
    }

    @Test
    void a_dead_letter_is_the_record_that_it_was_and_says_why_and_where_from() {
        assertThat(Workload.byNumber(deadLetters)).allSatisfy((number, letter) -> {
            Item item = items.get(number);
            var reason = item.reason().orElseThrow();
            RecordMetadata place = places.get(number);
            assertThat(letter.value()).isEqualTo(item.value());
            Map<String, String> said = new HashMap<>();
            for (Header header : letter.headers()) {
                if (header.key().startsWith("parallax.") && !header.key().equals("parallax.detail")) {
                    said.put(header.key(), Workload.text(header.value()));
                }
            }
            assertThat(said)
                    .isEqualTo(Map.of(
                            "parallax.reason", reason.name(),
                            "parallax.stage", reason.stage().orElseThrow().name(),
                            "parallax.source.topic", job.texts(),
                            "parallax.source.partition", Integer.toString(place.partition()),
                            "parallax.source.offset", Long.toString(place.offset())));
            assertThat(Workload.text(
                            letter.headers().lastHeader("parallax.detail").value()))
                    .isNotBlank();
        });
    }

    @Test
    void the_records_are_of_every_reason_that_can_be_sent() {
        Map<Object, Integer> reasons = items.stream()
                .flatMap(item -> item.reason().stream())
                .collect(toMap(reason -> reason, reason -> 1, Integer::sum));
        assertThat(reasons)
                .hasSize(9)
                .allSatisfy((reason, count) -> assertThat(count).isEqualTo(RECORDS / 40));
    }

    private static String label(JsonNode json) {
        return json.get("label").textValue();
    }
}
