package dev.parallax.job.report;

import dev.parallax.evaluate.Interval;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A part of a whole. A share of nothing has no value: it is absent here, {@code null} in JSON and a dash on the page.
 *
 * @param part how many of them
 * @param whole how many there are
 */
record Share(long part, long whole) {

    /** Checks the counts. */
    Share {
        if (part < 0 || part > whole) {
            throw new IllegalArgumentException("A part must be 0 to the whole " + whole + ", not " + part);
        }
    }

    /** The quotient, 0 to 1, if there is a whole. */
    OptionalDouble value() {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }

    /** The 95 % confidence interval, if there is a whole. */
    Optional<Interval> interval() {
        return Interval.wilson(part, whole);
    }
}
