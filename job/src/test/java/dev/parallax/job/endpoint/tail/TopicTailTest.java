package dev.parallax.job.endpoint.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.endpoint.tail.TopicTail.Pace;
import dev.parallax.job.pipeline.Await;
import dev.parallax.job.pipeline.KafkaTopics;
import dev.parallax.job.pipeline.SharedBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedBroker.class)
class TopicTailTest {

    private static final Pace QUICK = new Pace(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1));
    private static final TopicPartition PARTITION = new TopicPartition("alerts", 0);

    /** A listener that records its calls. */
    private static final class Heard implements TailListener {

        private final List<String> records = new ArrayList<>();
        private final List<TailStatus> states = new ArrayList<>();

        @Override
        public synchronized void onRecord(String topic, long timestampMillis, byte[] value) {
            records.add(topic + ":" + new String(value, StandardCharsets.UTF_8));
        }

        @Override
        public synchronized void onStatus(TailStatus status) {
            states.add(status);
        }

        synchronized List<String> records() {
            return List.copyOf(records);
        }

        synchronized List<TailStatus> states() {
            return List.copyOf(states);
        }
    }

    private final Heard heard = new Heard();

    @Test
    void the_last_records_of_each_partition_come_and_then_what_is_sent(KafkaTopics kafka) throws Exception {
        // Given
        kafka.create("tail-last", 1);
        kafka.send(records("tail-last", IntStream.range(0, 50).boxed().toList()));
        // When
        try (TopicTail tail = TopicTail.follow(properties(kafka), Map.of("tail-last", 3), heard)) {
            Await.until("the last come", () -> heard.records().size() >= 3);
            kafka.send(records("tail-last", List.of(50)));
            // Then
            Await.until("the next comes", () -> heard.records().size() >= 4);
        }
        assertThat(heard.records()).containsExactly("tail-last:47", "tail-last:48", "tail-last:49", "tail-last:50");
        assertThat(heard.states().get(0)).isEqualTo(TailStatus.connected(List.of()));
    }

    @Test
    void what_was_aborted_does_not_come(KafkaTopics kafka) throws Exception {
        // Given
        kafka.create("tail-aborted", 1);
        Map<String, Object> transactional =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "tail-aborted");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(transactional, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(records("tail-aborted", List.of(1)).get(0)).get();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(records("tail-aborted", List.of(2)).get(0)).get();
            producer.commitTransaction();
        }
        // When
        try (TopicTail tail = TopicTail.follow(properties(kafka), Map.of("tail-aborted", 100), heard)) {
            Await.until("the committed one comes", () -> !heard.records().isEmpty());
        }
        // Then
        assertThat(heard.records()).containsExactly("tail-aborted:2");
    }

    @Test
    void a_topic_that_does_not_exist_is_reported_not_created_and_read_once_it_exists(KafkaTopics kafka)
            throws Exception {
        // Given
        kafka.create("tail-there", 1);
        try (TopicTail tail = TopicTail.follow(properties(kafka), Map.of("tail-there", 10, "tail-later", 10), heard)) {
            Await.until("the topic is missed", () -> !heard.states().isEmpty());
            assertThat(heard.states().get(0)).isEqualTo(TailStatus.connected(List.of("tail-later")));
            // When
            kafka.create("tail-later", 2);
            kafka.send(records("tail-later", List.of(1)));
            // Then
            Await.until("its record comes", () -> heard.records().contains("tail-later:1"));
            assertThat(heard.states()).endsWith(TailStatus.connected(List.of()));
        }
    }

    @Test
    void brokers_that_go_away_are_reported_and_reading_continues_where_it_was() throws Exception {
        // Given
        MockConsumer<byte[], byte[]> first = consumer(5, 8);
        first.schedulePollTask(() -> add(first, 6, 7));
        first.schedulePollTask(() -> first.setPollException(new TimeoutException("no broker answers, secret")));
        MockConsumer<byte[], byte[]> second = consumer(5, 12);
        second.schedulePollTask(() -> add(second, 6, 7, 8, 9, 10, 11));
        // When
        try (TopicTail tail = tail(2, first, second)) {
            tail.start();
            Await.until("reading goes on", () -> heard.records().contains("alerts:11"));
        }
        // Then
        assertThat(heard.records())
                .containsExactly("alerts:6", "alerts:7", "alerts:8", "alerts:9", "alerts:10", "alerts:11");
        assertThat(heard.states())
                .startsWith(
                        TailStatus.connected(List.of()),
                        new TailStatus(false, List.of(), "TimeoutException"),
                        TailStatus.connected(List.of()));
        assertThat(first.closed()).isTrue();
    }

    @Test
    void when_its_place_is_gone_the_end_is_looked_for_anew() throws Exception {
        // Given
        MockConsumer<byte[], byte[]> first = consumer(0, 8);
        first.schedulePollTask(() -> add(first, 7));
        first.schedulePollTask(() -> first.setPollException(new OffsetOutOfRangeException(Map.of(PARTITION, 8L))));
        MockConsumer<byte[], byte[]> second = consumer(20, 30);
        second.schedulePollTask(() -> add(second, 29));
        // When
        try (TopicTail tail = tail(1, first, second)) {
            tail.start();
            Await.until("reading goes on", () -> heard.records().contains("alerts:29"));
        }
        // Then
        assertThat(heard.records()).containsExactly("alerts:7", "alerts:29");
    }

    @Test
    void properties_that_no_client_starts_with_are_reported_without_their_values() {
        assertThatThrownBy(() -> TopicTail.follow(
                        Map.of(
                                "bootstrap.servers", "127.0.0.1:1",
                                "security.protocol", "SASL_PLAINTEXT",
                                "sasl.mechanism", "PLAIN",
                                "sasl.jaas.config", "hunter2"),
                        Map.of("alerts", 1),
                        heard))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("kafka.*: must be properties")
                .hasMessageNotContaining("hunter2");
    }

    private TopicTail tail(int lastRecords, MockConsumer<byte[], byte[]> first, MockConsumer<byte[], byte[]> second) {
        Queue<Consumer<byte[], byte[]>> next = new ArrayDeque<>(List.of(first, second));
        return new TopicTail(next::remove, Map.of("alerts", lastRecords), heard, QUICK);
    }

    private static MockConsumer<byte[], byte[]> consumer(long beginning, long end) {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
        consumer.updatePartitions("alerts", List.of(new PartitionInfo("alerts", 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, beginning));
        consumer.updateEndOffsets(Map.of(PARTITION, end));
        return consumer;
    }

    private static void add(MockConsumer<byte[], byte[]> consumer, int... offsets) {
        for (int offset : offsets) {
            byte[] value = Integer.toString(offset).getBytes(StandardCharsets.UTF_8);
            consumer.addRecord(new ConsumerRecord<>("alerts", 0, offset, null, value));
        }
    }

    private static Map<String, String> properties(KafkaTopics kafka) {
        return Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
    }

    private static List<ProducerRecord<byte[], byte[]>> records(String topic, List<Integer> numbers) {
        return numbers.stream()
                .map(number -> new ProducerRecord<byte[], byte[]>(
                        topic, null, number.toString().getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
