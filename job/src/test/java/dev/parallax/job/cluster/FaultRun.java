package dev.parallax.job.cluster;

import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.cluster.FaultTable.Row;
import dev.parallax.job.pipeline.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;

/**
 * The job jar on a cluster of processes, which processes records while faults happen one after the other. Three
 * brokers, two TaskManagers. For one thread.
 */
final class FaultRun implements AutoCloseable {

    private static final int PARTITIONS = 4;
    private static final int MOST_FAULTS = 12;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** A fault during the traffic. */
    interface Fault {

        /** Causes the fault, and returns the number of the first record sent after it. */
        int happen() throws Exception;

        /** Ends the fault after the job has recovered. */
        default void mend() throws Exception {}
    }

    private final String name;
    private final Path folder;
    private final Path jar = Path.of(System.getProperty("parallax.job.jar"));
    private final Path model;
    private final int records;
    /** Records of a window. Each fault has five windows with records, one without, and one with those that end them. */
    private final int window;

    private final long start;
    private final List<Row> rows = new ArrayList<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final KafkaCluster kafka;
    private final FlinkCluster flink;
    private final Traffic traffic;
    private final Ledger results;
    private final Ledger disagreements;
    private String job;

    /**
     * Starts brokers, cluster and job, and waits until it has classified some.
     *
     * @param name name of the run's folder and of its table
     * @param records records to send for each fault
     * @param perSecond records a second
     */
    FaultRun(String name, int records, int perSecond) throws Exception {
        this.name = name;
        this.folder = Workspace.empty(name);
        this.model = TinyModel.bert().write(folder.resolve("tiny"));
        this.records = records;
        this.window = records / 5;
        this.start = 1_700_000_000_000L / windowMillis() * windowMillis();
        int most = MOST_FAULTS * numbersOfFault();
        try {
            kafka = opened(KafkaCluster.start(folder, 3));
            flink = opened(FlinkCluster.start(folder, 2, 4));
            kafka.create("texts", PARTITIONS);
            for (String topic : JobFile.OUTPUTS) {
                kafka.create(topic, 2);
            }
            traffic = opened(new Traffic(kafka.client(), "texts", PARTITIONS, most, start, perSecond));
            results = opened(new Ledger(kafka.client(), most, "predictions", "dead-letters"));
            disagreements = opened(new Ledger(kafka.client(), most, "disagreements"));
            job = flink.run(jar, 2, List.of(), arguments(JobFile.PIPELINE));
            warmUp();
        } catch (Exception | AssertionError e) {
            try {
                close();
            } catch (Exception atEnd) {
                e.addSuppressed(atEnd);
            }
            throw e;
        }
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    private int numbersOfFault() {
        return 7 * window;
    }

    private long windowMillis() {
        return window * Traffic.STEP_MILLIS;
    }

    /** Runs the first, slower texts of a new job and new JVMs. */
    private void warmUp() throws Exception {
        traffic.send(window, false).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Await.within(PATIENCE, () -> results.hasAll(0, window));
    }

    /** The jar of the job. */
    Path jar() {
        return jar;
    }

    /** The same classes as another build. */
    Path anotherBuild() throws Exception {
        return AnotherBuild.of(jar, folder.resolve("another-build.jar"));
    }

    /** Random faults from a seed, until most of the records of the row are sent. */
    Chaos chaos(long seed, Duration duration) throws Exception {
        flink.startJobManager(FlinkCluster.STANDBY);
        return new Chaos(seed, duration, kafka, flink, traffic, this::rescale);
    }

    private void rescale(int parallelism) throws Exception {
        List<String> savepoints = new ArrayList<>();
        Await.until("the job stops with a savepoint", () -> {
            flink.tryToStop(job).ifPresent(savepoints::add);
            return !savepoints.isEmpty();
        });
        job = flink.run(jar, parallelism, List.of("-s", savepoints.get(0)), arguments(JobFile.PIPELINE));
    }

    /** No fault. */
    Fault nothing() {
        return traffic::next;
    }

    /** Kills a TaskManager that has tasks, and starts a new one. */
    Fault killTaskManager() {
        return () -> {
            String victim = flink.rest().taskManagersOf(job).get(0);
            flink.process(victim).kill();
            int next = traffic.next();
            flink.startTaskManager(victim);
            return next;
        };
    }

    /** Kills the JobManager, and starts a new one. */
    Fault killJobManager() {
        return () -> {
            flink.process("jobmanager").kill();
            int next = traffic.next();
            flink.startJobManager();
            return next;
        };
    }

    /** Kills a broker that leads a partition of the texts; it comes back when the job has recovered. */
    Fault killBroker() {
        return new Fault() {
            private int broker;

            @Override
            public int happen() throws Exception {
                broker = kafka.leader("texts");
                kafka.kill(broker);
                return traffic.next();
            }

            @Override
            public void mend() throws Exception {
                kafka.restart(broker, "texts");
            }
        };
    }

    /** Stops the job with a savepoint and starts it from there. */
    Fault restart(Path build, int parallelism, String pipeline) {
        return () -> {
            String savepoint = flink.stop(job);
            int next = traffic.next();
            job = flink.run(build, parallelism, List.of("-s", savepoint), arguments(pipeline));
            return next;
        };
    }

    private List<String> arguments(String pipeline) throws IOException {
        return new JobFile(kafka.bootstrapServers(), model, pipeline)
                .set("quality.window", windowMillis() + " ms")
                .set("quality.slide", windowMillis() / 2 + " ms")
                .set("flink.restart-strategy.type", "fixed-delay")
                .set("flink.restart-strategy.fixed-delay.attempts", "1000")
                .set("flink.restart-strategy.fixed-delay.delay", "1 s")
                .write(folder.resolve("job.yaml"));
    }

    /**
     * Sends records, causes the fault after the first third of them, and waits until all have their results and are
     * counted. The outcome is a row of the table, which is written each time.
     *
     * @param what name of the fault in the table
     * @param endless whether 1 % of the texts cause endless matching of some patterns
     */
    void during(String what, boolean endless, Fault fault) throws Exception {
        during(() -> what, endless, fault);
    }

    /** As {@link #during(String, boolean, Fault)}; the name is requested after the fault. */
    void during(Supplier<String> what, boolean endless, Fault fault) throws Exception {
        int from = (rows.size() + 1) * numbersOfFault();
        int to = from + records;
        // Given: records that flow
        traffic.skipTo(from);
        CompletableFuture<Void> sending = traffic.send(records, endless);
        Await.within(PATIENCE, () -> traffic.next() >= from + records / 3 || sending.isDone());
        // When
        long begin = System.nanoTime();
        int next = fault.happen();
        Await.within(PATIENCE, () -> results.hasAll(from, next));
        double recovery = (latestResult(from, next) - begin) / 1e9;
        fault.mend();
        // Then
        sending.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Await.within(PATIENCE, () -> results.hasAll(from, to));
        traffic.skipTo(from + 6 * window);
        traffic.tick();
        Await.within(PATIENCE, () -> exact(quality(from), from, to));
        Quality quality = quality(from);
        rows.add(new Row(
                what.get(),
                records,
                results.missing(from, to),
                results.doubled(from, to),
                quality,
                exact(quality, from, to),
                Math.max(0, recovery),
                longestWait(from, to)));
        String table = new FaultTable(rows).markdown();
        Files.writeString(Workspace.result(name + ".md"), table);
        System.out.println(
                table.lines().skip(table.lines().count() - 1).findFirst().orElseThrow());
    }

    private Quality quality(int from) throws IOException {
        return Quality.of(
                kafka.topics(),
                "quality",
                start + from * Traffic.STEP_MILLIS,
                start + (from + records) * Traffic.STEP_MILLIS,
                windowMillis());
    }

    private boolean exact(Quality quality, int from, int to) {
        long texts = IntStream.range(from, to)
                .filter(number -> !Traffic.poison(number))
                .count();
        return disagreements.doubled(from, to) == 0 && quality.exact(texts, disagreements.records(from, to));
    }

    private long latestResult(int from, int to) {
        return IntStream.range(from, to).mapToLong(results::seenNanos).max().orElseThrow();
    }

    private double longestWait(int from, int to) {
        return IntStream.range(from, to)
                        .filter(number -> results.seenNanos(number) != 0)
                        .mapToLong(number -> results.seenNanos(number) - traffic.sentNanos(number))
                        .max()
                        .orElseThrow()
                / 1e9;
    }

    /** Threads of the job in the TaskManagers. */
    List<String> threads() throws Exception {
        return flink.rest().threads().stream()
                .filter(name -> name.startsWith("parallax-"))
                .toList();
    }

    /** Stops the job, with a savepoint. */
    void stop() throws Exception {
        var unused = flink.stop(job);
    }

    /** Fails if a record was lost or doubled, or not counted exactly once, in any row. */
    void assertExactlyOnce() {
        SoftAssertions.assertSoftly(softly -> {
            softly.assertThat(rows).isNotEmpty();
            rows.forEach(row -> {
                softly.assertThat(row.lost()).as("lost: " + row.fault()).isZero();
                softly.assertThat(row.doubled()).as("doubled: " + row.fault()).isZero();
                softly.assertThat(row.exact())
                        .as(row.fault() + ": " + row.quality())
                        .isTrue();
            });
        });
    }

    /** Stops all processes in reverse order, even if some fail to stop. */
    @Override
    public void close() throws Exception {
        Exception failure = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
