package dev.parallax.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.parallax.infer.ScoredText;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.pipeline.Workload.Item;
import dev.parallax.text.DeadLetter.Reason;
import dev.parallax.text.DeadLetter.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks exactly-once results for consumers of committed records, with jobs that fail, stop and restart with texts in
 * flight.
 */
@ExtendWith(SharedBroker.class)
class ExactlyOnceTest {

    private static final int PARTITIONS = 4;
    private static final int BEFORE = 200;
    private static final int IN_FLIGHT = 120;
    private static final int ATTEMPTS = 5;

    /** Timeouts long enough for a checkpoint while the model is busy with a text that it does not finish. */
    private static final Map<String, String> PATIENT_MODEL =
            Map.of("inference.run-timeout", "3 s", "batch.max-rows", "2");

    private final KafkaTopics kafka;

    @TempDir
    private Path folder;

    private Path model;

    ExactlyOnceTest(KafkaTopics kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void writeModel() {
        model = TinyModel.bert().write(folder.resolve("tiny"));
    }

    @Test
    void nothing_is_lost_or_doubled_when_a_task_manager_dies_in_the_middle_of_a_batch() throws Exception {
        // Given
        StreamingJob job = job("death", PATIENT_MODEL);
        try (MiniCluster cluster = cluster(2, 1)) {
            JobID id = submit(cluster, job);
            List<Item> items = inFlight(job);
            // When
            cluster.startTaskManager();
            cluster.terminateTaskManager(0).get(90, TimeUnit.SECONDS);
            // Then
            requireEachOnce(job, items);
            cluster.cancelJob(id).get(30, TimeUnit.SECONDS);
            requireEachOnce(job, items);
        }
    }

    @Test
    void nothing_is_lost_or_doubled_when_an_operator_throws_between_checkpoints() throws Exception {
        // Given
        StreamingJob job = job("failure", Map.of());
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(job.flink());
        job.appendTo(environment).map(new FailOnce()).sinkTo(new DiscardingSink<>());
        List<Item> items = new ArrayList<>(Workload.items(0, 500));
        FailOnce.disarm();
        try (MiniCluster cluster = cluster(1, 2)) {
            kafka.send(Workload.records(items, job.texts(), PARTITIONS));
            JobID id = submit(cluster, environment);
            int committedBefore = kafka.committed(items.size(), job.predictions(), job.deadLetters())
                    .size();
            // When
            FailOnce.after(100);
            List<Item> more = Workload.items(500, 500);
            items.addAll(more);
            kafka.send(Workload.records(more, job.texts(), PARTITIONS));
            // Then
            requireEachOnce(job, items);
            assertThat(FailOnce.failures()).isEqualTo(1);
            assertThat(committedBefore).isEqualTo(500);
            cluster.cancelJob(id).get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void nothing_is_lost_or_doubled_by_a_savepoint_with_texts_in_the_model_and_a_restore_at_other_parallelism()
            throws Exception {
        StreamingJob job = job("rescale", PATIENT_MODEL);
        try (MiniCluster cluster = cluster(1, 3)) {
            // Given
            JobID id = submit(cluster, job);
            List<Item> items = inFlight(job);
            String savepoint = cluster.stopWithSavepoint(
                            id, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
                    .get(90, TimeUnit.SECONDS);
            Await.until("the job finishes", () -> cluster.getJobStatus(id).get() == JobStatus.FINISHED);
            assertThat(numbers(job).size()).as("results before the restore").isLessThan(items.size());
            List<Item> more = Workload.items(items.size(), 200);
            items.addAll(more);
            kafka.send(Workload.records(more, job.texts(), PARTITIONS));
            // When
            Map<String, String> options = new HashMap<>(PATIENT_MODEL);
            options.put("flink.parallelism.default", "3");
            options.put("flink.execution.state-recovery.path", savepoint);
            JobID restored = submit(cluster, StreamingJob.of(job.name(), kafka, model, options));
            // Then
            requireEachOnce(job, items);
            cluster.cancelJob(restored).get(30, TimeUnit.SECONDS);
            requireEachOnce(job, items);
        }
    }

    private StreamingJob job(String name, Map<String, String> options) throws Exception {
        StreamingJob.createTopics(name, kafka, PARTITIONS);
        return StreamingJob.of(name, kafka, model, options);
    }

    /**
     * Processes records, and leaves others in flight that a checkpoint has as read without result: one blocks the
     * model, and the texts behind it wait.
     */
    private List<Item> inFlight(StreamingJob job) throws Exception {
        List<Item> items = new ArrayList<>(Workload.items(0, BEFORE));
        kafka.send(Workload.records(items, job.texts(), PARTITIONS));
        assertThat(kafka.committed(BEFORE, job.predictions(), job.deadLetters()).size())
                .isEqualTo(BEFORE);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            List<Item> slow = new ArrayList<>();
            slow.add(Workload.item(items.size(), "slow", Optional.of(Reason.TIMED_OUT)));
            slow.addAll(Workload.items(items.size() + 1, IN_FLIGHT - 1));
            items.addAll(slow);
            kafka.send(Workload.records(slow, job.texts(), PARTITIONS));
            if (seenInFlight(job, slow)) {
                return items;
            }
        }
        return fail("In " + ATTEMPTS + " attempts this machine was too slow to see a text that keeps the model busy");
    }

    /** Whether a checkpoint has the slow record as read, which committed dead letters of later records prove. */
    private boolean seenInFlight(StreamingJob job, List<Item> slow) throws Exception {
        List<Integer> withoutText = slow.stream()
                .filter(item -> item.reason()
                        .filter(reason -> reason.stage().equals(Optional.of(Stage.PARSE)))
                        .isPresent())
                .map(Item::number)
                .toList();
        Await.until("records without a text pass the model", () -> numbers(job).containsAll(withoutText));
        return !numbers(job).contains(slow.get(0).number());
    }

    private Set<Integer> numbers(StreamingJob job) {
        return Workload.byNumber(kafka.committed(job.predictions(), job.deadLetters()))
                .keySet();
    }

    private void requireEachOnce(StreamingJob job, List<Item> items) throws Exception {
        var results = kafka.committed(items.size(), job.predictions(), job.deadLetters());
        Map<Integer, ConsumerRecord<byte[], byte[]>> byNumber = Workload.byNumber(results);
        assertThat(byNumber).containsOnlyKeys(items.stream().map(Item::number).toList());
        for (Item item : items) {
            ConsumerRecord<byte[], byte[]> result = byNumber.get(item.number());
            var reason = result.headers().lastHeader("parallax.reason");
            assertThat(Optional.ofNullable(reason).map(header -> Workload.text(header.value())))
                    .as("reason of record %d", item.number())
                    .isEqualTo(item.reason().map(Enum::name));
        }
    }

    static MiniCluster cluster(int taskManagers, int slots) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("rest.bind-port", "0");
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(taskManagers)
                .setNumSlotsPerTaskManager(slots)
                .build());
        cluster.start();
        return cluster;
    }

    static JobID submit(MiniCluster cluster, StreamingJob job) throws Exception {
        return submit(cluster, job.environment());
    }

    static JobID submit(MiniCluster cluster, StreamExecutionEnvironment environment) throws Exception {
        return cluster.submitJob(environment.getStreamGraph().getJobGraph())
                .get(60, TimeUnit.SECONDS)
                .getJobID();
    }

    /** Throws once, after a given number of predictions. */
    static final class FailOnce implements MapFunction<ScoredText, ScoredText> {

        private static final AtomicInteger LEFT = new AtomicInteger();
        private static final AtomicInteger FAILURES = new AtomicInteger();

        static void disarm() {
            LEFT.set(0);
            FAILURES.set(0);
        }

        static void after(int predictions) {
            LEFT.set(predictions);
        }

        static int failures() {
            return FAILURES.get();
        }

        @Override
        public ScoredText map(ScoredText scored) {
            if (LEFT.get() > 0 && LEFT.decrementAndGet() == 0) {
                FAILURES.incrementAndGet();
                throw new IllegalStateException("This failure is part of the test");
            }
            return scored;
        }
    }
}
