package dev.parallax.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.endpoint.KafkaEndpoints;
import dev.parallax.job.endpoint.preflight.OutputTopics;
import dev.parallax.text.DeadLetter.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Sends records whose results are larger than their topic accepts. */
@ExtendWith(SharedBroker.class)
class LargeRecordsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PARTITIONS = 4;
    private static final int TOPIC_BYTES = 20_000;
    private static final int DISAGREEMENTS_TOPIC_BYTES = 5_000;
    private static final int ORDINARY = 200;
    /** White space that tokenizers ignore, and that makes a text longer than its disagreement may be. */
    private static final String PADDING = " ".repeat(DISAGREEMENTS_TOPIC_BYTES);

    private static final Map<String, String> OPTIONS = Map.of(
            "source.max-text-length", "100000",
            "sink.include-text", "true",
            "shadow.enabled", "true",
            "shadow.capacity", "4000",
            "shadow.max-waiting", "4000",
            "shadow.timeout", "1 min");

    private final KafkaTopics kafka;

    @TempDir
    private Path folder;

    LargeRecordsTest(KafkaTopics kafka) {
        this.kafka = kafka;
    }

    @Test
    void records_too_large_for_a_topic_are_neither_lost_nor_doubled_and_the_job_continues() throws Exception {
        // Given
        StreamingJob job = job();
        List<ProducerRecord<byte[], byte[]>> sent = records(job.texts());
        ExactlyOnceTest.FailOnce.disarm();
        ExactlyOnceTest.FailOnce.after(ORDINARY / 2);
        // When
        List<RecordMetadata> places = run(job, sent);
        // Then
        assertThat(ExactlyOnceTest.FailOnce.failures()).isEqualTo(1);
        Map<Integer, JsonNode> predictions = predictions(job);
        Map<Integer, Letter> letters = letters(job, places);
        for (int number = 0; number < sent.size(); number++) {
            Reason expected = reason(number, sent.get(number));
            assertThat(predictions.containsKey(number))
                    .as("prediction of %d", number)
                    .isEqualTo(expected == null);
            assertThat(letters.containsKey(number)).as("letter of %d", number).isEqualTo(expected != null);
            if (expected != null) {
                letters.get(number).requireIs(expected, sent.get(number));
            }
        }
        assertThat(predictions.size() + letters.size()).isEqualTo(sent.size());
        requireDisagreements(job, sent.size());
    }

    /** The expected reason of a record's dead letter. */
    private static Reason reason(int number, ProducerRecord<byte[], byte[]> record) {
        if (number >= ORDINARY) {
            return record.headers().lastHeader("expected") == null
                    ? null
                    : Reason.valueOf(Workload.text(
                            record.headers().lastHeader("expected").value()));
        }
        return Workload.items(number, 1)
                .get(0)
                .reason()
                // Texts may be longer in this test.
                .filter(reason -> reason != Reason.TEXT_TOO_LONG)
                .orElse(null);
    }

    private static List<ProducerRecord<byte[], byte[]>> records(String topic) {
        List<ProducerRecord<byte[], byte[]>> records =
                new ArrayList<>(Workload.records(Workload.items(0, ORDINARY), topic, PARTITIONS));
        String large = "x".repeat(3 * TOPIC_BYTES);
        byte[] noise = ("{\"id\":\"1\",\"text\":\"" + large + "\u00e9\"}").getBytes(StandardCharsets.ISO_8859_1);
        add(records, topic, Reason.INVALID_JSON, Workload.bytes("{\"id\":\"1\",\"text\":\"" + large));
        add(records, topic, Reason.INVALID_UTF8, noise);
        add(records, topic, Reason.RESULT_TOO_LARGE, text(records.size(), "good ".repeat(TOPIC_BYTES / 4)));
        add(records, topic, Reason.RESULT_TOO_LARGE, text(records.size(), "bad film"))
                .headers()
                .add("large", noise);
        add(records, topic, Reason.TOMBSTONE, null).headers().add("large", noise);
        add(records, topic, null, text(records.size(), "good ".repeat(TOPIC_BYTES / 7)));
        records.add(new ProducerRecord<>(
                topic, 0, 1_700_000_000_000L, noise, text(records.size(), "a key that is too large")));
        records.get(records.size() - 1).headers().add("expected", Workload.bytes(Reason.RESULT_TOO_LARGE.name()));
        // Texts that Spark NLP encodes differently, short and long.
        List<String> words = TinyModel.WORDS.subList(0, 18);
        IntStream.range(0, 60).forEach(i -> {
            String text = words.get(i % words.size()) + ". " + words.get(i * 7 / 3 % words.size()) + "!!!";
            add(records, topic, null, text(records.size(), text));
            add(records, topic, null, text(records.size(), text + PADDING));
        });
        return records;
    }

    private static ProducerRecord<byte[], byte[]> add(
            List<ProducerRecord<byte[], byte[]>> records, String topic, Reason expected, byte[] value) {
        int number = records.size();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic, number % PARTITIONS, 1_700_000_000_000L, Workload.bytes(Integer.toString(number)), value);
        if (expected != null) {
            record.headers().add("expected", Workload.bytes(expected.name()));
        }
        records.add(record);
        return record;
    }

    private static byte[] text(int number, String text) {
        return Workload.item(number, text, Optional.empty()).value();
    }

    private StreamingJob job() throws Exception {
        String name = "large";
        Map<String, String> limit = Map.of("max.message.bytes", Integer.toString(TOPIC_BYTES));
        kafka.create(StreamingJob.texts(name), PARTITIONS);
        kafka.create(StreamingJob.predictions(name), 2, limit);
        kafka.create(StreamingJob.deadLetters(name), 3, limit);
        kafka.create(
                StreamingJob.disagreements(name),
                2,
                Map.of("max.message.bytes", Integer.toString(DISAGREEMENTS_TOPIC_BYTES)));
        return StreamingJob.of(name, kafka, TinyModel.bert().write(folder.resolve("tiny")), OPTIONS);
    }

    private List<RecordMetadata> run(StreamingJob job, List<ProducerRecord<byte[], byte[]>> sent) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(job.flink());
        OutputTopics topics = OutputTopics.ask(job.config(), Duration.ofSeconds(30));
        job.appendTo(environment, KafkaEndpoints.of(job.config(), topics))
                .map(new ExactlyOnceTest.FailOnce())
                .sinkTo(new DiscardingSink<>());
        List<RecordMetadata> places = kafka.send(sent);
        try (LocalCluster cluster = LocalCluster.start(2, job.flink())) {
            JobID id = cluster.submit(environment, "Large");
            Await.until(
                    "every record has a result",
                    () -> predictions(job).size() + letters(job, places).size() >= sent.size());
            cluster.stop(id, folder);
        }
        return places;
    }

    /** Predictions by their texts' numbers. */
    private Map<Integer, JsonNode> predictions(StreamingJob job) throws Exception {
        Map<Integer, JsonNode> predictions = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : kafka.committed(job.predictions())) {
            JsonNode json = JSON.readTree(record.value());
            int number = json.get("id").asInt();
            assertThat(predictions.put(number, json))
                    .as("another prediction of %d", number)
                    .isNull();
        }
        return predictions;
    }

    /** Dead letters by their records' numbers; those in parts only if all parts exist. */
    private Map<Integer, Letter> letters(StreamingJob job, List<RecordMetadata> places) throws Exception {
        Map<String, Integer> numbers = new HashMap<>();
        for (int number = 0; number < places.size(); number++) {
            numbers.put(
                    places.get(number).partition() + "@" + places.get(number).offset(), number);
        }
        Map<Integer, Letter> letters = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : kafka.committed(job.deadLetters())) {
            String place = header(record, "parallax.source.partition") + "@" + header(record, "parallax.source.offset");
            letters.computeIfAbsent(numbers.get(place), number -> new Letter())
                    .records
                    .add(record);
        }
        letters.values().removeIf(letter -> !letter.complete());
        return letters;
    }

    private void requireDisagreements(StreamingJob job, int records) throws Exception {
        int shortened = 0;
        int whole = 0;
        for (ConsumerRecord<byte[], byte[]> record : kafka.committed(job.disagreements())) {
            JsonNode json = JSON.readTree(record.value());
            assertThat(json.get("id").asInt()).isBetween(0, records);
            if (json.has("leftOut")) {
                assertThat(json.get("leftOut").get(0).textValue()).isEqualTo("text");
                assertThat(json.has("text")).isFalse();
                shortened++;
            } else {
                assertThat(json.get("text").textValue()).doesNotContain(PADDING);
                whole++;
            }
        }
        assertThat(shortened).isPositive();
        assertThat(whole).isPositive();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : Workload.text(header.value());
    }

    /** The parts of one dead letter. */
    private static final class Letter {

        private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

        private boolean whole() {
            return header(records.get(0), "parallax.part").isEmpty();
        }

        private boolean complete() {
            return whole() || records.size() >= count();
        }

        private int count() {
            String part = header(records.get(0), "parallax.part");
            return Integer.parseInt(part.substring(part.indexOf('/') + 1));
        }

        void requireIs(Reason reason, ProducerRecord<byte[], byte[]> sent) throws Exception {
            assertThat(records).allSatisfy(record -> {
                assertThat(header(record, "parallax.reason")).isEqualTo(reason.name());
                assertThat(header(record, "parallax.stage"))
                        .isEqualTo(reason.stage().orElseThrow().name());
                assertThat(record.timestamp()).isEqualTo(sent.timestamp());
            });
            assertThat(whole()).isNotEqualTo(bytes(sent) > TOPIC_BYTES);
            if (whole()) {
                assertThat(records).hasSize(1);
                assertThat(records.get(0).value()).isEqualTo(sent.value());
                assertThat(records.get(0).key()).isEqualTo(sent.key());
            } else {
                requireJoins(sent);
            }
        }

        private void requireJoins(ProducerRecord<byte[], byte[]> sent) throws Exception {
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            for (int number = 1; number <= count(); number++) {
                String part = number + "/" + count();
                List<ConsumerRecord<byte[], byte[]>> found = records.stream()
                        .filter(record -> header(record, "parallax.part").equals(part))
                        .toList();
                assertThat(found).as("part %s", part).hasSize(1);
                assertThat(found.get(0).partition()).isEqualTo(records.get(0).partition());
                joined.write(found.get(0).value());
            }
            assertThat(records).hasSize(count());
            JsonNode letter = JSON.readTree(joined.toByteArray());
            assertThat(bytes(letter, "value")).isEqualTo(sent.value());
            assertThat(bytes(letter, "key")).isEqualTo(sent.key());
            assertThat(letter.get("headers")).hasSize(sent.headers().toArray().length);
        }

        private static long bytes(ProducerRecord<byte[], byte[]> record) {
            return record.key().length
                    + (record.value() == null ? 0 : record.value().length)
                    + Arrays.stream(record.headers().toArray())
                            .mapToLong(header -> header.value() == null ? 0 : header.value().length)
                            .sum();
        }

        private static byte[] bytes(JsonNode json, String field) throws Exception {
            if (json.has(field + "Base64")) {
                return json.get(field + "Base64").binaryValue();
            }
            return json.get(field).isNull()
                    ? null
                    : Workload.bytes(json.get(field).textValue());
        }
    }
}
