package dev.parallax.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.endpoint.KafkaEndpoints;
import dev.parallax.job.endpoint.preflight.OutputTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Reconfigures topics while a job writes to them, so that they reject a record. */
@ExtendWith(SharedBroker.class)
class RefusedWritesTest {

    private static final String NAME = "refused";
    private static final int BATCH = 20;
    private static final long HALF_AN_HOUR = Duration.ofMinutes(30).toMillis();

    private final KafkaTopics kafka;
    private int sent;

    @TempDir
    private Path folder;

    RefusedWritesTest(KafkaTopics kafka) {
        this.kafka = kafka;
    }

    @Test
    void a_job_comes_back_by_what_the_topic_takes_now_and_says_which_record_it_rejected() throws Exception {
        // Given a TaskManager, which a fatal error would end
        StreamingJob.createTopics(NAME, kafka, 2);
        StreamingJob job = StreamingJob.of(
                NAME,
                kafka,
                TinyModel.bert().write(folder.resolve("tiny")),
                Map.of("flink.restart-strategy.fixed-delay.attempts", "8"));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(job.flink());
        job.appendTo(
                environment, KafkaEndpoints.of(job.config(), OutputTopics.ask(job.config(), Duration.ofSeconds(30))));
        try (MiniCluster cluster = ExactlyOnceTest.cluster(1, 2)) {
            JobID id = ExactlyOnceTest.submit(cluster, environment);
            results(job, 0, "key", 10);
            // When, Then
            kafka.alter(job.predictions(), Map.of("message.timestamp.after.max.ms", "60000"));
            results(job, HALF_AN_HOUR, "key", 10);
            kafka.alter(job.predictions(), Map.of("cleanup.policy", "compact"));
            results(job, 0, null, 10);
            kafka.alter(job.predictions(), Map.of("max.message.bytes", "5000"));
            results(job, 0, "key", 9000);
            kafka.alter(job.deadLetters(), Map.of("max.message.bytes", "5000", "cleanup.policy", "compact"));
            results(job, 0, null, 9000);
            assertThat(cluster.getJobStatus(id).get()).isEqualTo(JobStatus.RUNNING);
            assertThat(failures(cluster, id))
                    .hasSizeBetween(4, 8)
                    .anySatisfy(failure -> assertThat(failure)
                            .contains("Topic 'refused-predictions' (sink.predictions-topic), partition ")
                            .contains("does not take what was made of the record of topic 'refused-texts', partition ")
                            .contains("is out of range"))
                    .anySatisfy(failure ->
                            assertThat(failure).contains("Compacted topic cannot accept message without key"))
                    .anySatisfy(failure -> assertThat(failure).contains("RecordTooLargeException"));
        }
    }

    private static List<String> failures(MiniCluster cluster, JobID id) throws Exception {
        List<String> failures = new ArrayList<>();
        cluster.getExecutionGraphInfo(id)
                .get()
                .getExceptionHistory()
                .forEach(failure -> failures.add(failure.getExceptionAsString()));
        return failures;
    }

    /** Sends some records and waits until each has its result, once. */
    private void results(StreamingJob job, long ahead, String key, int headerBytes) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        IntStream.range(sent, sent + BATCH).forEach(number -> {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    job.texts(),
                    number % 2,
                    System.currentTimeMillis() + ahead,
                    key == null ? null : Workload.bytes(key + number),
                    Workload.bytes("{\"id\":\"" + number + "\",\"text\":\"good\",\"timestamp\":"
                            + System.currentTimeMillis() + "}"));
            record.headers().add("number", Workload.bytes(Integer.toString(number)));
            record.headers().add("large", new byte[headerBytes]);
            records.add(record);
        });
        kafka.send(records);
        sent += BATCH;
        Await.until(() -> numbers(job) + " of " + sent, () -> numbers(job).size() >= sent);
        assertThat(numbers(job)).doesNotHaveDuplicates().hasSize(sent);
    }

    /** Source positions of all results, those of parts of a letter once. */
    private List<String> numbers(StreamingJob job) {
        List<String> numbers = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> prediction : kafka.committed(job.predictions())) {
            numbers.add(Workload.text(prediction.headers().lastHeader("number").value()));
        }
        for (ConsumerRecord<byte[], byte[]> letter : kafka.committed(job.deadLetters())) {
            var part = letter.headers().lastHeader("parallax.part");
            if (part == null || Workload.text(part.value()).startsWith("1/")) {
                numbers.add("letter of "
                        + Workload.text(letter.headers()
                                .lastHeader("parallax.source.partition")
                                .value()) + "@"
                        + Workload.text(letter.headers()
                                .lastHeader("parallax.source.offset")
                                .value()));
            }
        }
        return numbers;
    }
}
