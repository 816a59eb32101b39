package dev.parallax.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.infer.TinyModel;
import dev.parallax.job.cluster.FaultTable.Row;
import dev.parallax.job.pipeline.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The job jar on clusters of processes, of which one after the other dies in the middle of its work. */
@Tag("cluster")
class FaultsIT {

    private static final int RECORDS = Integer.getInteger("parallax.cluster.records", 50_000);
    private static final int PER_SECOND = Integer.getInteger("parallax.cluster.rate", 1000);
    private static final int PARTITIONS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Records of a window. Each fault has five windows with records, one without, and one with those that end them. */
    private static final int WINDOW = RECORDS / 5;

    private static final int NUMBERS_OF_FAULT = 7 * WINDOW;
    private static final int MOST_NUMBERS = 12 * NUMBERS_OF_FAULT;
    private static final long WINDOW_MILLIS = WINDOW * Traffic.STEP_MILLIS;
    private static final long START = 1_700_000_000_000L / WINDOW_MILLIS * WINDOW_MILLIS;

    private static final String ENDLESS = "[{documentAssembler: {}}, {regexTokenizer: {pattern: '(x+x+)+\\1y| '}}, "
            + "{bertForSequenceClassification: {caseSensitive: true}}]";

    private final Path folder = Workspace.empty("faults");
    private final Path jar = Path.of(System.getProperty("parallax.job.jar"));
    private final Path model = TinyModel.bert().write(folder.resolve("tiny"));
    private final List<Row> rows = new ArrayList<>();

    private KafkaCluster kafka;
    private FlinkCluster flink;
    private Traffic traffic;
    private Ledger results;
    private Ledger disagreements;
    private String job;

    /** What happens in the middle of the traffic. */
    private interface Fault {

        /** Does it, and gives the number of the first record that was sent after it. */
        int happen() throws Exception;

        /** What is done when the job has recovered. */
        default void mend() throws Exception {}
    }

    @Test
    void every_record_has_one_result_and_is_counted_once_whatever_dies() throws Exception {
        try (KafkaCluster brokers = KafkaCluster.start(folder, 3);
                FlinkCluster session = FlinkCluster.start(folder, 2, 4)) {
            kafka = brokers;
            flink = session;
            kafka.create("texts", PARTITIONS);
            for (String topic : JobFile.OUTPUTS) {
                kafka.create(topic, 2);
            }
            try (Traffic records = new Traffic(kafka.client(), "texts", PARTITIONS, MOST_NUMBERS, START, PER_SECOND);
                    Ledger seen = new Ledger(kafka.client(), MOST_NUMBERS, "predictions", "dead-letters");
                    Ledger differing = new Ledger(kafka.client(), MOST_NUMBERS, "disagreements")) {
                traffic = records;
                results = seen;
                disagreements = differing;
                job = flink.run(jar, 2, List.of(), arguments(JobFile.PIPELINE));
                faults();
                assertThat(flink.rest().threads()).anyMatch(name -> name.startsWith("parallax-shadow"));
                var unused = flink.stop(job);
                Await.until(
                        "no thread of the job is left in a TaskManager",
                        () -> flink.rest().threads().stream().noneMatch(name -> name.startsWith("parallax-")));
            }
        }
        SoftAssertions.assertSoftly(softly -> rows.forEach(row -> {
            softly.assertThat(row.lost()).as("lost: " + row.fault()).isZero();
            softly.assertThat(row.doubled()).as("doubled: " + row.fault()).isZero();
            softly.assertThat(row.exact())
                    .as(row.fault() + ": " + row.quality())
                    .isTrue();
        }));
    }

    private void faults() throws Exception {
        Path another = AnotherBuild.of(jar, folder.resolve("another-build.jar"));
        warmUp();
        during("nothing but 1 % poison, as in all rows", false, traffic::next);
        during("`kill -9` of a TaskManager that has tasks; a new one is started", false, () -> {
            String victim = flink.rest().taskManagersOf(job).get(0);
            flink.process(victim).kill();
            int next = traffic.next();
            flink.startTaskManager(victim);
            return next;
        });
        during("`kill -9` of the JobManager; a new one is started", false, () -> {
            flink.process("jobmanager").kill();
            int next = traffic.next();
            flink.startJobManager();
            return next;
        });
        during("`kill -9` of a broker that leads; it comes back after the job has recovered", false, new Fault() {
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
        });
        during(
                "stop with savepoint, start with parallelism 4 instead of 2",
                false,
                () -> restart(jar, 4, JobFile.PIPELINE));
        during(
                "stop with savepoint, start from another build of the jar",
                false,
                () -> restart(another, 4, JobFile.PIPELINE));
        restart(another, 4, ENDLESS);
        during("the shadow hangs: its tokenizer's pattern never ends on 1 % of the texts", true, traffic::next);
        during(
                "stop with savepoint while it hangs, start with a pattern that ends",
                false,
                () -> restart(jar, 2, JobFile.PIPELINE));
    }

    private List<String> arguments(String pipeline) throws IOException {
        return new JobFile(kafka.bootstrapServers(), model, pipeline)
                .set("quality.window", WINDOW_MILLIS + " ms")
                .set("quality.slide", WINDOW_MILLIS / 2 + " ms")
                .write(folder.resolve("job.yaml"));
    }

    /** Stops the job with a savepoint and starts it from there. */
    private int restart(Path build, int parallelism, String pipeline) throws Exception {
        String savepoint = flink.stop(job);
        int next = traffic.next();
        job = flink.run(build, parallelism, List.of("-s", savepoint), arguments(pipeline));
        return next;
    }

    /** What a new job and new JVMs take longer for. */
    private void warmUp() throws Exception {
        traffic.send(WINDOW, false).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Await.within(PATIENCE, () -> results.hasAll(0, WINDOW));
    }

    private void during(String what, boolean endless, Fault fault) throws Exception {
        int from = (rows.size() + 1) * NUMBERS_OF_FAULT;
        int to = from + RECORDS;
        // Given: records that flow
        traffic.skipTo(from);
        CompletableFuture<Void> sending = traffic.send(RECORDS, endless);
        Await.within(PATIENCE, () -> traffic.next() >= from + RECORDS / 3 || sending.isDone());
        // When
        long start = System.nanoTime();
        int next = fault.happen();
        Await.within(PATIENCE, () -> results.hasAll(from, next));
        double recovery = (latestResult(from, next) - start) / 1e9;
        fault.mend();
        // Then
        sending.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Await.within(PATIENCE, () -> results.hasAll(from, to));
        traffic.skipTo(from + 6 * WINDOW);
        traffic.tick();
        Await.within(PATIENCE, () -> exact(quality(from), from, to));
        Quality quality = quality(from);
        rows.add(new Row(
                what,
                RECORDS,
                results.missing(from, to),
                results.doubled(from, to),
                quality,
                exact(quality, from, to),
                Math.max(0, recovery),
                longestWait(from, to)));
        String table = new FaultTable(rows).markdown();
        Files.writeString(Workspace.result("faults.md"), table);
        System.out.println(
                table.lines().skip(table.lines().count() - 1).findFirst().orElseThrow());
    }

    private Quality quality(int from) throws IOException {
        return Quality.of(
                kafka.topics(),
                "quality",
                START + from * Traffic.STEP_MILLIS,
                START + (from + RECORDS) * Traffic.STEP_MILLIS,
                WINDOW_MILLIS);
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
}
