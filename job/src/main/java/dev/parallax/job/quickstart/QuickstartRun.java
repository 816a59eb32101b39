package dev.parallax.job.quickstart;

import dev.parallax.job.pipeline.LocalCluster;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;

/**
 * Watches the quickstart's job while records are sent, and counts what comes out.
 *
 * <p>The first record is sent alone. The others follow when its result is there: until then the job was starting, and
 * they would only have waited. Its latency is not among those shown; in all counts it is a record like the others. For
 * one thread.
 */
final class QuickstartRun {

    private static final Duration NO_PROGRESS = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private final PrintStream out;
    private final ProgressLine line;
    private final LocalCluster cluster;
    private final JobID job;
    private final long records;
    private final SentenceProducer producer;
    private final ResultConsumer results;
    private final RecentPredictions recent;
    private final SendingLimit limit;
    private long start;

    /**
     * @param out where progress goes
     * @param line prints progress
     * @param cluster runs the job
     * @param job the job, which is running
     * @param records number of records to wait for, 0 for no end
     * @param producer sends the records
     * @param results reads the results
     * @param recent latencies that {@code results} has read
     * @param limit what the producer may send
     */
    QuickstartRun(
            PrintStream out,
            ProgressLine line,
            LocalCluster cluster,
            JobID job,
            long records,
            SentenceProducer producer,
            ResultConsumer results,
            RecentPredictions recent,
            SendingLimit limit) {
        this.out = out;
        this.line = line;
        this.cluster = cluster;
        this.job = job;
        this.records = records;
        this.producer = producer;
        this.results = results;
        this.recent = recent;
        this.limit = limit;
    }

    /**
     * Waits for the results of all records, stops the job and counts.
     *
     * @param bootstrapServers the broker
     * @throws IllegalStateException if the job ends before its records do, or no result comes for two minutes
     * @throws ExecutionException if the job fails
     */
    QuickstartSummary untilDone(String bootstrapServers) throws IOException, InterruptedException, ExecutionException {
        awaitResults(1);
        start = System.nanoTime();
        recent.begin();
        limit.update(done(), 0);
        out.println(String.format(
                Locale.ROOT,
                "The job answers, %.1f s after the start of this process.",
                ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS));
        QuickstartProgress last = records == 1 ? progress() : awaitResults(records == 0 ? Long.MAX_VALUE : records);
        double seconds = last.seconds();
        long read = CommittedOffset.await(bootstrapServers, records);
        try (TemporaryFolder savepoints = TemporaryFolder.create("parallax-quickstart")) {
            cluster.stop(job, savepoints.path());
        }
        // The stop commits what was still open: read on until nothing new comes.
        long before = -1;
        while (done() != before) {
            before = done();
            TimeUnit.SECONDS.sleep(1);
        }
        ComparisonCounts compared = ComparisonCounts.of(cluster.counts(job));
        line.end(new QuickstartProgress(
                seconds, producer.sent(), results.predictions(), results.deadLetters(), last.recent(), compared));
        return new QuickstartSummary(
                read,
                results.predictions(),
                results.deadLetters(),
                results.repeated(),
                compared.agreed(),
                compared.disagreed(),
                compared.notCompared(),
                seconds);
    }

    private long done() {
        return results.predictions() + results.deadLetters();
    }

    private QuickstartProgress progress() throws InterruptedException, ExecutionException {
        return new QuickstartProgress(
                (System.nanoTime() - start) / NANOS,
                producer.sent(),
                results.predictions(),
                results.deadLetters(),
                recent.figures(),
                ComparisonCounts.of(cluster.counts(job)));
    }

    /** Waits for a number of results; how far all was then. */
    private QuickstartProgress awaitResults(long expected) throws InterruptedException, ExecutionException {
        long before = -1;
        long changed = System.nanoTime();
        while (true) {
            long done = done();
            QuickstartProgress progress = progress();
            if (done >= expected && producer.sent() >= expected) {
                return progress;
            }
            if (expected > 1) {
                limit.update(done, progress.recent().perSecond());
                line.print(progress);
            }
            if (cluster.status(job).isGloballyTerminalState()) {
                cluster.await(job);
                throw new IllegalStateException("The job ended before its records did");
            }
            long now = System.nanoTime();
            if (done != before) {
                before = done;
                changed = now;
            } else if (now - changed > NO_PROGRESS.toNanos()) {
                throw new IllegalStateException("No result came for " + NO_PROGRESS.toSeconds() + " s: "
                        + producer.sent() + " records sent, " + done + " results seen");
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
        }
    }
}
