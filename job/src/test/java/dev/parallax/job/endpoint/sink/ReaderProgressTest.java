package dev.parallax.job.endpoint.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.job.LogLines;
import dev.parallax.job.pipeline.Await;
import dev.parallax.job.pipeline.KafkaTopics;
import dev.parallax.job.pipeline.SharedBroker;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedBroker.class)
class ReaderProgressTest {

    private static final TopicPartition ONE = new TopicPartition("results", 0);
    private static final TopicPartition TWO = new TopicPartition("results", 1);

    private final AtomicLong seconds = new AtomicLong();
    private final KafkaTopics kafka;

    ReaderProgressTest(KafkaTopics kafka) {
        this.kafka = kafka;
    }

    @Test
    void readers_that_move_with_each_checkpoint_are_not_held_back_though_records_lie_before_them() {
        try (ReaderProgress progress = progress("results")) {
            for (long offset = 0; offset < 100; offset += 10) {
                seconds.addAndGet(10);
                progress.seen(Map.of(ONE, offset), Map.of(ONE, offset + 9));
                assertThat(progress.heldBackSeconds()).isZero();
                assertThat(progress.heldBackCheckpoints()).isZero();
            }
        }
    }

    @Test
    void readers_at_the_end_of_a_topic_that_nothing_is_written_to_are_not_held_back() {
        try (ReaderProgress progress = progress("results")) {
            for (int look = 0; look < 5; look++) {
                seconds.addAndGet(10);
                progress.seen(Map.of(ONE, 7L), Map.of(ONE, 7L));
            }
            assertThat(progress.heldBackSeconds()).isZero();
            assertThat(progress.heldBackCheckpoints()).isZero();
        }
    }

    @Test
    void one_partition_whose_readers_stand_counts_from_the_first_look_that_found_them_there_until_they_move() {
        try (ReaderProgress progress = progress("results")) {
            // Given readers of one partition that stand, and of another that move
            for (long look = 0; look < 4; look++) {
                progress.seen(Map.of(ONE, 7L, TWO, look), Map.of(ONE, 8 + look, TWO, look + 1));
                seconds.addAndGet(10);
            }
            // Then
            assertThat(progress.heldBackSeconds()).isEqualTo(40);
            assertThat(progress.heldBackCheckpoints()).isEqualTo(3);
            // When they move
            progress.seen(Map.of(ONE, 12L, TWO, 9L), Map.of(ONE, 13L, TWO, 9L));
            // Then
            assertThat(progress.heldBackSeconds()).isZero();
            assertThat(progress.heldBackCheckpoints()).isZero();
        }
    }

    @Test
    void a_partition_that_is_gone_holds_nobody_back() {
        try (ReaderProgress progress = progress("results")) {
            progress.seen(Map.of(ONE, 1L, TWO, 1L), Map.of(ONE, 1L, TWO, 2L));
            seconds.addAndGet(10);
            progress.seen(Map.of(ONE, 1L), Map.of(ONE, 1L));
            assertThat(progress.heldBackSeconds()).isZero();
        }
    }

    @Test
    void an_open_transaction_holds_readers_back_and_one_that_is_over_does_not() throws Exception {
        // Given
        kafka.create("reader-progress", 1);
        try (ReaderProgress progress = progress("reader-progress");
                KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("reader-progress", "1".getBytes(StandardCharsets.UTF_8)))
                    .get(1, TimeUnit.MINUTES);
            // When, then
            Await.until("readers stand for three looks", () -> {
                progress.look();
                return progress.heldBackCheckpoints() >= 3;
            });
            seconds.addAndGet(10);
            assertThat(progress.heldBackSeconds()).isEqualTo(10);
            // When, then
            producer.commitTransaction();
            Await.until("readers are at the end", () -> {
                progress.look();
                return progress.heldBackCheckpoints() == 0 && progress.heldBackSeconds() == 0;
            });
        }
    }

    @Test
    void a_look_that_has_no_answer_when_the_task_ends_is_no_failure() throws Exception {
        // Given a look at brokers that do not answer, which still waits
        try (LogLines log = new LogLines();
                ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + silent.getLocalPort()));
            ReaderProgress progress = new ReaderProgress("results", admin, () -> 0);
            progress.look();
            // When its task ends, and the client with it
            progress.close();
            admin.close(Duration.ofMinutes(1));
            // Then nothing is reported
            assertThat(log.text()).doesNotContain("ReaderProgress");
        }
    }

    private ReaderProgress progress(String topic) {
        return new ReaderProgress(
                topic,
                Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers())),
                () -> TimeUnit.SECONDS.toNanos(seconds.get()));
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "reader-progress"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
