package dev.parallax.job.tune.fit;

import java.util.Collection;

/** Medians of numbers: the middle one, or the mean of the two in the middle. */
final class Medians {

    private Medians() {}

    /**
     * The median.
     *
     * @param values one or more, in any order
     */
    static double of(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
