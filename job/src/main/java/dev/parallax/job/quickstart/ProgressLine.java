package dev.parallax.job.quickstart;

import com.codahale.metrics.Snapshot;
import java.io.PrintStream;
import java.util.Locale;

/** One line that says where things stand, now and then. For one thread. */
final class ProgressLine {

    private static final long BETWEEN_PLAIN_LINES = 10_000_000_000L;

    private final PrintStream out;
    private final boolean refreshed;
    private final SentenceProducer producer;
    private final ResultConsumer results;
    private final long start;
    private long lastTime;
    private long lastDone;
    private long lastPrinted;

    /**
     * @param out where it goes
     * @param refreshed whether it is written over, for a terminal
     * @param producer who sends
     * @param results who reads
     * @param start when it all began, {@link System#nanoTime}
     */
    ProgressLine(PrintStream out, boolean refreshed, SentenceProducer producer, ResultConsumer results, long start) {
        this.out = out;
        this.refreshed = refreshed;
        this.producer = producer;
        this.results = results;
        this.start = start;
        this.lastTime = start;
        this.lastPrinted = start;
    }

    /**
     * Prints the line if it is time.
     *
     * @param last whether it is the last one, which is printed in any case
     */
    void print(boolean last, ComparisonCounts compared) {
        long now = System.nanoTime();
        if (!refreshed && !last && now - lastPrinted < BETWEEN_PLAIN_LINES) {
            return;
        }
        long done = results.predictions() + results.deadLetters();
        double rate = (done - lastDone) / Math.max(1e-9, (now - lastTime) / 1e9);
        Snapshot latency = results.latencyMillis();
        String line = String.format(
                Locale.ROOT,
                "%5.0f s  %d records  %d predictions  %.0f/s  latency p50 %.0f ms p99 %.0f ms  %d dead letters",
                (now - start) / 1e9,
                producer.sent(),
                results.predictions(),
                rate,
                latency.getMedian(),
                latency.get99thPercentile(),
                results.deadLetters());
        if (!compared.equals(ComparisonCounts.NONE)) {
            line += "  " + compared.text();
        }
        out.print(refreshed ? "\r" + line + "   " + (last ? "\n" : "") : line + "\n");
        out.flush();
        lastPrinted = now;
        lastTime = now;
        lastDone = done;
    }
}
