package dev.parallax.job.tune.fit;

import java.util.List;
import java.util.stream.Stream;

/**
 * Measured times of runs with batches of one shape.
 *
 * @param rows rows of each batch
 * @param length tokens of each row
 * @param millis times of the runs in milliseconds, one or more, in any order
 */
record ShapeTimes(int rows, int length, List<Double> millis) {

    /** @throws IllegalArgumentException if there is no time, or one that is not positive and finite */
    ShapeTimes {
        millis = List.copyOf(millis);
        if (millis.isEmpty()) {
            throw new IllegalArgumentException("A shape must have a measured time or more, and has none");
        }
        for (double each : millis) {
            if (!(each > 0) || Double.isInfinite(each)) {
                throw new IllegalArgumentException("A measured time must be above 0 and finite, and is " + each);
            }
        }
    }

    /** These times and others of the same shape. */
    ShapeTimes and(ShapeTimes others) {
        return new ShapeTimes(
                rows,
                length,
                Stream.concat(millis.stream(), others.millis.stream()).toList());
    }

    /** Median of the times, milliseconds. */
    double median() {
        return Medians.of(millis);
    }
}
