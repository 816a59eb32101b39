package dev.parallax.job.bench;

import java.util.Arrays;

/**
 * Summary statistics of a set of values: mean and percentiles by the nearest-rank method.
 *
 * @param count number of values
 * @param mean their mean
 * @param p50 50th percentile
 * @param p95 95th percentile
 * @param p99 99th percentile
 * @param max the largest
 */
public record DistributionSummary(int count, double mean, double p50, double p95, double p99, double max) {

    /**
     * Summarises values in any order, which are not modified.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static DistributionSummary of(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("A summary must have 1 value or more, and has none");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new DistributionSummary(
                sorted.length,
                Arrays.stream(sorted).average().orElseThrow(),
                percentile(sorted, 50),
                percentile(sorted, 95),
                percentile(sorted, 99),
                sorted[sorted.length - 1]);
    }

    private static double percentile(double[] sorted, int percent) {
        int rank = (int) Math.ceil(sorted.length * (long) percent / 100.0);
        return sorted[Math.max(rank, 1) - 1];
    }
}
