package dev.parallax.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.endpoint.KafkaEndpoints;
import dev.parallax.job.endpoint.preflight.OutputTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that each hostile record becomes one prediction or one dead letter without a restart, with topics of small
 * limits.
 */
@ExtendWith(SharedBroker.class)
class HostileRecordsTest {

    private static final int RECORDS = 1000;
    private static final int PARTITIONS = 4;
    private static final long SEED = Long.getLong("parallax.hostile.seed", 1);

    private final KafkaTopics kafka;

    @TempDir
    private Path folder;

    HostileRecordsTest(KafkaTopics kafka) {
        this.kafka = kafka;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void every_record_becomes_one_prediction_or_one_dead_letter_without_a_restart(int arrangement) throws Exception {
        // Given
        String name = "hostile-" + arrangement;
        kafka.create(
                StreamingJob.texts(name),
                PARTITIONS,
                Map.of("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE)));
        for (var topic : NastyTopics.arrangement(arrangement).entrySet()) {
            kafka.create(name + "-" + topic.getKey(), 2, topic.getValue());
        }
        StreamingJob job = StreamingJob.of(
                name, kafka, TinyModel.bert().write(folder.resolve("tiny")), options(name, arrangement));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(job.flink());
        job.appendTo(
                environment, KafkaEndpoints.of(job.config(), OutputTopics.ask(job.config(), Duration.ofSeconds(30))));
        HostileRecords records =
                new HostileRecords(SEED + arrangement, job.texts(), PARTITIONS, System.currentTimeMillis());
        // When
        try (Accounts accounts = new Accounts(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()), job.predictions(), job.deadLetters());
                LocalCluster cluster = LocalCluster.start(2, job.flink())) {
            accounts.sent(kafka.send(records.records(0, RECORDS)));
            JobID id = cluster.submit(environment, "Hostile records");
            Await.until(accounts::missing, () -> accounts.complete() || failed(cluster, id));
            // Then
            assertThat(cluster.status(id)).isEqualTo(JobStatus.RUNNING);
            cluster.stop(id, folder);
            accounts.requireOneEachToTheEnd();
        }
    }

    /** Throws the exception of a failed job. */
    private static boolean failed(LocalCluster cluster, JobID id) throws Exception {
        if (cluster.status(id).isGloballyTerminalState()) {
            cluster.await(id);
        }
        return false;
    }

    private static Map<String, String> options(String name, int arrangement) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("source.start", "earliest");
        options.put("sink.timestamp", arrangement == 2 ? "now" : "input");
        options.put("sink.include-text", Boolean.toString(arrangement == 1));
        options.put("sink.quality-topic", name + "-quality");
        options.put("sink.alerts-topic", name + "-alerts");
        options.put("shadow.enabled", "true");
        options.put("quality.enabled", "true");
        options.put("source.fields.segment", "language");
        options.put("quality.segments", "en");
        options.put("flink.restart-strategy.type", "disable");
        return options;
    }
}
