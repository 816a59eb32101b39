package dev.parallax.job.tune;

import dev.parallax.job.bench.DistributionSummary;
import java.util.Arrays;

/**
 * The throughput and latency of a batcher with a model, simulated or measured.
 *
 * @param perSecond texts a second, between the answers to the first and the last tenth of the texts
 * @param latencyMillis milliseconds from a text's arrival to its answer, without the first tenth of the texts
 * @param rowsPerBatch mean number of texts of a batch
 * @param paddingRatio padded tokens divided by tokens
 */
record Outcome(double perSecond, DistributionSummary latencyMillis, double rowsPerBatch, double paddingRatio) {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int TENTH = 10;

    /** Fewest texts that an outcome is computed from. */
    static final int FEWEST_TEXTS = 10;

    /**
     * Computes an outcome.
     *
     * @param arrived times of arrival, nanoseconds, ascending
     * @param answered time of each one's answer, nanoseconds
     */
    static Outcome of(long[] arrived, long[] answered, double rowsPerBatch, double paddingRatio) {
        int tenth = arrived.length / TENTH;
        if (tenth == 0) {
            throw new IllegalArgumentException(
                    "There must be " + FEWEST_TEXTS + " texts or more, and there are " + arrived.length);
        }
        double[] latency = new double[arrived.length - tenth];
        for (int i = 0; i < latency.length; i++) {
            latency[i] = (answered[i + tenth] - arrived[i + tenth]) / NANOS_PER_MILLI;
        }
        long[] sorted = answered.clone();
        Arrays.sort(sorted);
        int from = tenth - 1;
        int to = sorted.length - tenth;
        double seconds = (sorted[to] - sorted[from]) / NANOS_PER_SECOND;
        double perSecond =
                seconds > 0 ? (to - from) / seconds : sorted.length * NANOS_PER_SECOND / Math.max(1, sorted[to]);
        return new Outcome(perSecond, DistributionSummary.of(latency), rowsPerBatch, paddingRatio);
    }
}
