package dev.parallax.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.endpoint.KafkaEndpoints;
import dev.parallax.job.endpoint.preflight.OutputTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Sends texts that are older than the retention time of the result topics. */
@ExtendWith(SharedBroker.class)
class RetentionTest {

    private static final String NAME = "replayed";
    private static final String DELETED = "replayed-deleted";
    private static final int TEXTS = 20;

    private static final Map<String, String> AN_HOUR = Map.of("retention.ms", "3600000", "cleanup.policy", "delete");

    private final KafkaTopics kafka;

    @TempDir
    private Path folder;

    RetentionTest(KafkaTopics kafka) {
        this.kafka = kafka;
    }

    @Test
    void results_of_old_texts_are_still_there_when_the_broker_has_deleted_what_is_old() throws Exception {
        // Given
        long old = System.currentTimeMillis() - Duration.ofDays(2).toMillis();
        kafka.create(StreamingJob.texts(NAME), 1);
        kafka.create(StreamingJob.predictions(NAME), 1, AN_HOUR);
        kafka.create(StreamingJob.deadLetters(NAME), 1, AN_HOUR);
        kafka.create(DELETED, 1, AN_HOUR);
        StreamingJob job = StreamingJob.of(
                NAME,
                kafka,
                TinyModel.bert().write(folder.resolve("tiny")),
                Map.of("flink.execution.checkpointing.interval", "20 s"));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(job.flink());
        job.appendTo(
                environment, KafkaEndpoints.of(job.config(), OutputTopics.ask(job.config(), Duration.ofSeconds(30))));
        kafka.send(IntStream.range(0, TEXTS)
                .mapToObj(number -> record(
                        job.texts(),
                        old,
                        number % 4 == 0 ? "no text" : "{\"id\":\"" + number + "\",\"text\":\"good\"}"))
                .toList());
        try (LocalCluster cluster = LocalCluster.start(2, job.flink())) {
            // When the broker deletes what is old before the results are committed
            JobID id = cluster.submit(environment, "Replay");
            Await.until(
                    "results are written", () -> kafka.end(job.predictions()) > 0 && kafka.end(job.deadLetters()) > 0);
            kafka.send(List.of(record(DELETED, old, "old")));
            Await.until("the old record is deleted", () -> kafka.start(DELETED) > 0);
            cluster.stop(id, folder);
        }
        // Then
        List<ConsumerRecord<byte[], byte[]>> results = kafka.committed(TEXTS, job.predictions(), job.deadLetters());
        assertThat(results).hasSize(TEXTS).allSatisfy(result -> {
            assertThat(result.timestamp())
                    .isGreaterThan(old + Duration.ofDays(1).toMillis());
            assertThat(Workload.text(
                            result.headers().lastHeader("parallax.timestamp").value()))
                    .isEqualTo(Long.toString(old));
        });
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, long timestamp, String value) {
        return new ProducerRecord<>(topic, 0, timestamp, Workload.bytes("key"), Workload.bytes(value));
    }
}
