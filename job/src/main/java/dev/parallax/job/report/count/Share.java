package dev.parallax.job.report.count;

import dev.parallax.evaluate.stats.Interval;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A part of a whole. A share of nothing has no value: it is absent here, {@code null} in JSON and a dash on the page.
 *
 * @param part how many of them
 * @param whole how many there are
 */
public record Share(long part, long whole) {

    /** Checks the counts. */
    public Share {
        if (part < 0 || part > whole) {
            throw new IllegalArgumentException("A part must be 0 to the whole " + whole + ", not " + part);
        }
    }

    /** The quotient, 0 to 1, if there is a whole. */
    public OptionalDouble value() {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }

    /** The 95 % confidence interval, if there is a whole. */
    public Optional<Interval> interval() {
        return Interval.wilson(part, whole);
    }
}
