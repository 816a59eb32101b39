package dev.parallax.job.filereport.count;

import dev.parallax.evaluate.stats.Interval;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A fraction of two counts. If the whole is 0, its value is undefined: empty here, {@code null} in JSON and a dash on
 * the page.
 *
 * @param part the numerator
 * @param whole the denominator
 */
public record Share(long part, long whole) {

    /** Checks the counts. */
    public Share {
        if (part < 0 || part > whole) {
            throw new IllegalArgumentException("A part must be 0 to the whole " + whole + ", not " + part);
        }
    }

    /** The quotient, 0 to 1; empty if the whole is 0. */
    public OptionalDouble value() {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }

    /** The 95 % confidence interval; empty if the whole is 0. */
    public Optional<Interval> interval() {
        return Interval.wilson(part, whole);
    }
}
