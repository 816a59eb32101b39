package dev.parallax.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.pipeline.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Kills all TaskManagers while a checkpoint is in progress, and restores the job from the newest checkpoint with
 * another configuration. Consumers must read all results soon, though the brokers would keep open transactions for 15
 * minutes.
 */
@Tag("cluster")
class RestoresIT {

    private static final int PARTITIONS = 4;
    private static final int MOST = 100_000;
    private static final int RECORDS = 3000;
    private static final double PER_SECOND = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Number of results in flight, so that every writer has an open transaction. */
    private static final int BEHIND = 200;

    private final Path folder = Workspace.empty("restores");
    private final List<String> rows = new ArrayList<>();
    private KafkaCluster kafka;
    private FlinkCluster flink;
    private Traffic traffic;
    private Ledger results;
    private Path model;
    private String job;
    private String prefix;

    @BeforeEach
    void start() throws Exception {
        model = TinyModel.bert().write(folder.resolve("tiny"));
        kafka = KafkaCluster.start(folder, 1);
        flink = FlinkCluster.start(folder, 2, 2);
        kafka.create("texts", PARTITIONS);
        for (String topic : JobFile.OUTPUTS) {
            kafka.create(topic, PARTITIONS);
        }
        traffic = new Traffic(kafka.client(), "texts", PARTITIONS, MOST, 1_700_000_000_000L, PER_SECOND);
        results = new Ledger(kafka.client(), MOST, "predictions", "dead-letters");
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {results, traffic, flink, kafka}) {
            if (each != null) {
                each.close();
            }
        }
    }

    @Test
    void readers_have_all_results_soon_however_the_job_is_restored() throws Exception {
        // Given
        job = run("first", 4, List.of());
        assertThat(flink.lastOutput())
                .as("what the user sees of an option that is the cluster's")
                .contains("flink.execution.checkpointing.num-retained has no effect");
        CompletableFuture<Void> warm = traffic.send(RECORDS, false);
        warm.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        awaitResults();
        // When, then
        die("parallelism 4 to 2, the same prefix", () -> run("first", 2, newest()));
        upgrade(4);
        die("parallelism 4 to 4, another prefix", () -> run("second", 4, newest()));
        die("parallelism 4 to 2, another prefix", () -> run("third", 2, newest()));
        upgrade(4);
        die("parallelism 4 to 4, the same prefix", () -> run("third", 4, newest()));
        during("`flink cancel` without a savepoint, parallelism 4 to 2, the same prefix", () -> {
            flink.cancel(job);
            return run("third", 2, newest());
        });
        assertThat(results.missing(0, traffic.next())).as("lost").isZero();
        assertThat(results.doubled(0, traffic.next())).as("doubled").isZero();
        // When the newest checkpoint's files are gone
        during("the newest checkpoint's files are gone, `flink cancel`, start from the one before", () -> {
            flink.cancel(job);
            return run(
                    "third",
                    2,
                    List.of("-s", flink.checkpointBeforeNewest(job).toUri().toString()));
        });
        // Then results since the one before come twice, and none is lost
        assertThat(results.missing(0, traffic.next())).as("lost").isZero();
        int again = results.doubled(0, traffic.next());
        System.out.println("twice: " + again);
        assertThat(again).as("twice").isPositive().isLessThan(RECORDS);
    }

    /** Starts the job again. */
    private interface Start {
        String again() throws Exception;
    }

    /** Freezes one TaskManager, so that a checkpoint begins but does not complete, kills both, and restores the job. */
    private void die(String what, Start start) throws Exception {
        during("both TaskManagers die, " + what, () -> {
            // The other one has an odd instance: after a restore with half of the parallelism, its transactional ids
            // are unused.
            flink.process(flink.rest().taskManagerOfFirst(job, "Predictions")).freeze();
            Await.until("a checkpoint is under way", () -> flink.checkpointInFlight(job));
            int next = traffic.next();
            Await.until("results are written behind it", () -> traffic.next() >= next + BEHIND);
            assertThat(flink.checkpointInFlight(job)).isTrue();
            for (String name : List.of("taskmanager-1", "taskmanager-2")) {
                flink.process(name).kill();
            }
            flink.cancel(job);
            for (String name : List.of("taskmanager-1", "taskmanager-2")) {
                flink.startTaskManager(name);
            }
            return start.again();
        });
    }

    private void during(String what, Start start) throws Exception {
        int from = traffic.next();
        CompletableFuture<Void> sending = traffic.send(RECORDS, false);
        Await.within(PATIENCE, () -> traffic.next() >= from + RECORDS / 4);
        job = start.again();
        long running = System.nanoTime();
        int next = traffic.next();
        Await.within(PATIENCE, () -> results.hasAll(0, next));
        double seconds = (System.nanoTime() - running) / 1e9;
        int unseen = results.missing(0, next);
        sending.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        rows.add(String.format(Locale.ROOT, "| %s | %,d | %,d | %.1f |%n", what, next, unseen, seconds));
        Files.writeString(
                Workspace.result("restores.md"),
                ("| what was done | texts sent so far | of these without a result | seconds from running again "
                                        + "until readers had all |%n")
                                .formatted()
                        + "| --- | --- | --- | --- |%n".formatted()
                        + String.join("", rows));
        System.out.print(rows.get(rows.size() - 1));
        assertThat(unseen).as("without a result: " + what).isZero();
        awaitResults();
    }

    /** Stops with a savepoint, and starts from there with another parallelism. */
    private void upgrade(int parallelism) throws Exception {
        String savepoint = flink.stop(job);
        job = run(prefix, parallelism, List.of("-s", savepoint));
    }

    private void awaitResults() throws Exception {
        int next = traffic.next();
        Await.until("all results are there", () -> results.hasAll(0, next));
    }

    private List<String> newest() throws Exception {
        return List.of("-s", flink.newestCheckpoint(job).toUri().toString());
    }

    private String run(String transactionalIds, int parallelism, List<String> options) throws Exception {
        prefix = transactionalIds;
        List<String> arguments = new JobFile(kafka.bootstrapServers(), model, JobFile.PIPELINE)
                .set("shadow.enabled", "false")
                .set("quality.enabled", "false")
                .set("flink.execution.checkpointing.num-retained", "5")
                .set("sink.transactional-id-prefix", prefix)
                .set("flink.execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION")
                .write(folder.resolve("job.yaml"));
        return flink.run(Path.of(System.getProperty("parallax.job.jar")), parallelism, options, arguments);
    }
}
