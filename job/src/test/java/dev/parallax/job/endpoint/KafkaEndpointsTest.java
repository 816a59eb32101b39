package dev.parallax.job.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallax.job.config.StreamingConfig;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.endpoint.registry.RegistryServer;
import dev.parallax.job.quickstart.EmbeddedBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class KafkaEndpointsTest {

    @RegisterExtension
    private static final MiniClusterExtension FLINK =
            new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
                    .setNumberTaskManagers(1)
                    .setNumberSlotsPerTaskManager(2)
                    .build());

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long TIMESTAMP = 1_700_000_000_000L;
    private static final int HALF = 1000;

    private static EmbeddedBroker broker;

    @TempDir
    private Path savepoints;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void every_record_comes_out_once_across_a_failure() throws Exception {
        // Given
        topics("orders", 2);
        send("orders", 0, HALF);
        JobClient job = start("orders", Map.of("source.topics", "orders", "source.start", "earliest"));
        committed("orders-predictions", HALF);
        committed("orders-dead", 0);
        // When
        int before = Topology.Classify.FAILURES.get();
        Topology.Classify.TEXTS_UNTIL_FAILURE.set(HALF / 2);
        send("orders", HALF, HALF);
        sendBadRecords("orders");
        committed("orders-predictions", 2 * HALF);
        committed("orders-dead", 3);
        job.stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS);
        // Then
        assertThat(Topology.Classify.FAILURES.get()).isEqualTo(before + 1);
        List<ConsumerRecord<byte[], byte[]>> predictions = committed("orders-predictions", 2 * HALF);
        Set<String> ids = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> prediction : predictions) {
            String id = JSON.readTree(prediction.value()).get("id").textValue();
            assertThat(ids.add(id)).as("%s is there once", id).isTrue();
            assertThat(text(prediction.key())).isEqualTo("key-" + id);
            assertThat(prediction.timestamp()).isEqualTo(TIMESTAMP + Long.parseLong(id));
            assertThat(text(prediction.headers().lastHeader("trace").value())).isEqualTo("trace-" + id);
        }
        assertThat(ids).hasSize(2 * HALF);
        requireDeadLetters(committed("orders-dead", 3));
    }

    @Test
    void topics_by_pattern_and_plain_texts_go_through_without_transactions() throws Exception {
        // Given
        topics("chat-one", 1);
        broker.createTopic("chat-two", 1);
        send(List.of(
                new ProducerRecord<>("chat-one", bytes("k1"), bytes("hello")),
                new ProducerRecord<>("chat-two", bytes("k2"), bytes("world")),
                new ProducerRecord<>("chat-two", null, bytes("nameless"))));
        // When
        JobClient job = start(
                "chat-one",
                Map.of(
                        "source.topic-pattern", "chat-(one|two)",
                        "source.format", "text",
                        "sink.include-text", "true",
                        "sink.delivery", "at-least-once"));
        List<ConsumerRecord<byte[], byte[]>> predictions = committed("chat-one-predictions", 3);
        job.cancel().get(60, TimeUnit.SECONDS);
        // Then
        Map<String, String> texts = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> prediction : predictions) {
            var json = JSON.readTree(prediction.value());
            texts.put(json.get("id").textValue(), json.get("text").textValue());
        }
        assertThat(texts).isEqualTo(Map.of("k1", "hello", "k2", "world", "chat-two-0@1", "nameless"));
    }

    @Test
    void avro_of_a_schema_registry_goes_through() throws Exception {
        // Given
        topics("reviews", 1);
        String schema = "{\"type\":\"record\",\"name\":\"Review\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"},"
                + "{\"name\":\"text\",\"type\":\"string\"}]}";
        try (RegistryServer registry = new RegistryServer().with(7, schema)) {
            send(List.of(
                    new ProducerRecord<>("reviews", bytes("\0\0\0\0\u0007\u0002a\u0008good")),
                    new ProducerRecord<>("reviews", bytes("\0\0\0\0\u0008\u0002b\u0008good")),
                    new ProducerRecord<>("reviews", bytes("\0\0\0\0\u0007\u0002c\u0006bad"))));
            // When
            JobClient job = start(
                    "reviews",
                    Map.of(
                            "source.topics", "reviews",
                            "source.format", "confluent-avro",
                            "kafka.consumer.schema.registry.url", registry.url()));
            List<ConsumerRecord<byte[], byte[]>> predictions = committed("reviews-predictions", 2);
            List<ConsumerRecord<byte[], byte[]>> letters = committed("reviews-dead", 1);
            job.cancel().get(60, TimeUnit.SECONDS);
            // Then
            Set<String> ids = new HashSet<>();
            for (ConsumerRecord<byte[], byte[]> prediction : predictions) {
                ids.add(JSON.readTree(prediction.value()).get("id").textValue());
            }
            assertThat(ids).containsExactlyInAnyOrder("a", "c");
            assertThat(header(letters.get(0), "parallax.reason")).isEqualTo("UNKNOWN_SCHEMA");
        }
    }

    private static void requireDeadLetters(List<ConsumerRecord<byte[], byte[]>> letters) throws IOException {
        Map<String, byte[]> values = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> letter : letters) {
            values.put(header(letter, "parallax.reason"), letter.value());
            assertThat(text(letter.key())).isEqualTo("bad");
            assertThat(letter.timestamp()).isEqualTo(TIMESTAMP);
            assertThat(header(letter, "trace")).isEqualTo("bad");
            assertThat(header(letter, "parallax.stage")).isEqualTo("PARSE");
            assertThat(header(letter, "parallax.detail")).isNotEmpty();
            assertThat(header(letter, "parallax.source.topic")).isEqualTo("orders");
            assertThat(header(letter, "parallax.source.partition")).isEqualTo("1");
            assertThat(Long.parseLong(header(letter, "parallax.source.offset"))).isPositive();
        }
        assertThat(values).hasSize(3);
        assertThat(values.get("TOMBSTONE")).isNull();
        assertThat(values.get("INVALID_UTF8")).containsExactly('"', 0xff, '"');
        assertThat(values.get("INVALID_JSON")).isEqualTo(bytes("{not json"));
    }

    private static void topics(String name, int partitions) throws InterruptedException {
        broker.createTopic(name, partitions);
        broker.createTopic(name + "-predictions", 2);
        broker.createTopic(name + "-dead", 1);
    }

    private static JobClient start(String name, Map<String, String> more) throws Exception {
        Map<String, String> values = new HashMap<>(Map.of(
                "kafka.bootstrap.servers",
                broker.bootstrapServers(),
                "source.group-id",
                name,
                "sink.predictions-topic",
                name + "-predictions",
                "sink.dead-letters-topic",
                name + "-dead",
                "sink.transactional-id-prefix",
                name,
                "flink.execution.checkpointing.interval",
                "200 ms",
                "flink.restart-strategy.type",
                "fixed-delay",
                "flink.restart-strategy.fixed-delay.attempts",
                "2",
                "flink.restart-strategy.fixed-delay.delay",
                "0 s",
                "flink.parallelism.default",
                "2"));
        values.putAll(more);
        StreamingConfig config = StreamingConfig.from(Settings.none().with(values, "test"));
        return Topology.connect(
                        KafkaEndpoints.of(config), config.pipeline().flink().configuration())
                .executeAsync(name);
    }

    private static void send(String topic, int from, int count) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int id = from; id < from + count; id++) {
            ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(
                    topic,
                    id % 2,
                    TIMESTAMP + id,
                    bytes("key-" + id),
                    bytes("{\"id\":\"" + id + "\",\"text\":\"number " + id + "\"}"));
            sent.headers().add("trace", bytes("trace-" + id));
            records.add(sent);
        }
        send(records);
    }

    private static void sendBadRecords(String topic) throws Exception {
        List<byte[]> values = new ArrayList<>();
        values.add(null);
        values.add(new byte[] {'"', (byte) 0xff, '"'});
        values.add(bytes("{not json"));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (byte[] value : values) {
            ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(topic, 1, TIMESTAMP, bytes("bad"), value);
            sent.headers().add("trace", bytes("bad"));
            records.add(sent);
        }
        send(records);
    }

    private static void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", "10");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            records.forEach(record -> sent.add(producer.send(record)));
            for (Future<RecordMetadata> one : sent) {
                one.get(60, TimeUnit.SECONDS);
            }
        }
    }

    /** Reads committed records of a topic from its start, until the given number is reached. */
    private static List<ConsumerRecord<byte[], byte[]>> committed(String topic, int count) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long start = System.nanoTime();
            while (records.size() < count || !atEnd(consumer, partitions)) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                assertThat(System.nanoTime() - start)
                        .as("%s holds %d of %d records in time", topic, records.size(), count)
                        .isLessThan(DEADLINE_NANOS);
            }
        }
        return records;
    }

    private static boolean atEnd(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        return consumer.endOffsets(partitions).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String key) {
        Header header = letter.headers().lastHeader(key);
        return text(header.value());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
