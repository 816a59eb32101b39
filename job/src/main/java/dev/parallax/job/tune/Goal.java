package dev.parallax.job.tune;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The objective of a tuning: the highest throughput of a backlog; the highest rate of arrivals with a bounded latency;
 * or, at a given rate of arrivals, the lowest latency, or the highest throughput with a bounded latency.
 *
 * @param p99Millis bound of the 99th percentile of the latency, milliseconds; empty for none
 * @param perSecond rate of arrivals, texts a second; empty for the highest
 */
public record Goal(OptionalDouble p99Millis, OptionalDouble perSecond) {

    /** Checks the numbers. */
    public Goal {
        require("p99Millis", p99Millis);
        require("perSecond", perSecond);
    }

    private static void require(String name, OptionalDouble value) {
        if (value.isPresent() && !(value.getAsDouble() > 0 && Double.isFinite(value.getAsDouble()))) {
            throw new IllegalArgumentException(name + " must be above 0 and finite, and is " + value.getAsDouble());
        }
    }

    /** Whether texts arrive over time; else they are all there at the beginning. */
    boolean arriving() {
        return p99Millis.isPresent() || perSecond.isPresent();
    }

    /** Whether a latency is within the bound. */
    boolean allows(double p99) {
        return p99Millis.isEmpty() || p99 <= p99Millis.getAsDouble();
    }

    /** The goal in words. */
    String words() {
        if (!arriving()) {
            return "the most texts a second";
        }
        if (perSecond.isEmpty()) {
            return "the most texts a second with a p99 of " + number(p99Millis) + " ms at most";
        }
        return p99Millis.isEmpty()
                ? "the lowest p99 at " + number(perSecond) + " texts/s"
                : "the most texts a second in reserve, with a p99 of " + number(p99Millis) + " ms at most at "
                        + number(perSecond) + " texts/s";
    }

    private static String number(OptionalDouble value) {
        double number = value.orElseThrow();
        return number == Math.rint(number) ? String.format(Locale.ROOT, "%.0f", number) : String.valueOf(number);
    }
}
