package dev.parallax.job.quickstart;

import com.codahale.metrics.Clock;
import com.codahale.metrics.Reservoir;
import com.codahale.metrics.SlidingTimeWindowArrayReservoir;
import com.codahale.metrics.Snapshot;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Throughput and latency of the predictions of the last {@value #SECONDS} seconds. Safe for several threads.
 *
 * <p>Predictions are seen when their checkpoint commits them, so throughput moves in steps of a checkpoint.
 */
final class RecentPredictions implements Reservoir {

    /** Length of the window. */
    static final int SECONDS = 10;

    private static final double NANOS = 1e9;

    private final Clock clock;
    private final Reservoir latencies;
    private volatile long start;

    /** @param clock the clock by which predictions leave the window */
    RecentPredictions(Clock clock) {
        this.clock = clock;
        this.latencies = new SlidingTimeWindowArrayReservoir(SECONDS, TimeUnit.SECONDS, clock);
        this.start = clock.getTick();
    }

    /**
     * Figures of the window.
     *
     * @param count predictions in the window
     * @param perSecond predictions a second
     * @param medianMillis median latency, in milliseconds
     * @param p99Millis 99th percentile of latencies, in milliseconds
     */
    record Figures(int count, double perSecond, double medianMillis, double p99Millis) {

        /** Figures of a window without a prediction. */
        static final Figures NONE = new Figures(0, 0, 0, 0);

        /** The figures in words. */
        String text() {
            return count == 0
                    ? "last " + SECONDS + " s: no prediction"
                    : String.format(
                            Locale.ROOT,
                            "last %d s: %.0f/s, latency p50 %.0f ms, p99 %.0f ms",
                            SECONDS,
                            perSecond,
                            medianMillis,
                            p99Millis);
        }
    }

    /** Makes this the time from which throughput is computed, until a whole window has passed. */
    void begin() {
        start = clock.getTick();
    }

    /** The figures as of now. */
    Figures figures() {
        Snapshot window = latencies.getSnapshot();
        if (window.size() == 0) {
            return Figures.NONE;
        }
        // In less than a second nothing but the first commit is seen.
        double seconds = Math.min(SECONDS, Math.max(1, (clock.getTick() - start) / NANOS));
        return new Figures(window.size(), window.size() / seconds, window.getMedian(), window.get99thPercentile());
    }

    @Override
    public int size() {
        return latencies.size();
    }

    @Override
    public void update(long latencyMillis) {
        latencies.update(latencyMillis);
    }

    @Override
    public Snapshot getSnapshot() {
        return latencies.getSnapshot();
    }
}
