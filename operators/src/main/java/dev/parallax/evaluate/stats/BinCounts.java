package dev.parallax.evaluate.stats;

import dev.parallax.evaluate.f1.MetricValue;
import java.util.Arrays;

/** Common operations of the comparisons of counts over the same bins. */
final class BinCounts {

    private BinCounts() {}

    static void requireSameBins(long[] reference, long[] current) {
        if (reference.length != current.length) {
            throw new IllegalArgumentException(
                    "Counts over the same bins are compared, not " + reference.length + " bins with " + current.length);
        }
        requireNoNegative(reference);
        requireNoNegative(current);
    }

    private static void requireNoNegative(long[] counts) {
        for (long count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException("A bin has 0 texts or more, not " + count);
            }
        }
    }

    static long total(long[] counts) {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    /** A number with a name; NaN means that a side has no texts. */
    static MetricValue named(String name, double value, long[] reference) {
        if (Double.isNaN(value)) {
            return MetricValue.undefined(name, missing(Arrays.stream(reference).sum() == 0));
        }
        return MetricValue.of(name, value);
    }

    /** The reason for which two sides cannot be compared. */
    static String missing(boolean reference) {
        return reference ? "no texts in the reference" : "no texts in the window";
    }
}
