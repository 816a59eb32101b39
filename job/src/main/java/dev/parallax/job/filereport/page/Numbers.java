package dev.parallax.job.filereport.page;

import dev.parallax.job.filereport.count.Share;
import java.util.Locale;
import java.util.OptionalDouble;

/** Formats numbers for the page. */
final class Numbers {

    /** Text for an undefined number. */
    static final String NONE = "–";

    private Numbers() {}

    /** A count with thousands separators. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A share in per cent. */
    static String percent(Share share) {
        return percent(share.value());
    }

    /** A number from 0 to 1 in per cent. */
    static String percent(OptionalDouble value) {
        return value.isEmpty() ? NONE : percent(value.getAsDouble());
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * value);
    }

    /** The confidence interval of a share in per cent. */
    static String interval(Share share) {
        return share.interval()
                .map(interval ->
                        String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * interval.low(), 100 * interval.high()))
                .orElse(NONE);
    }

    /** A probability. */
    static String probability(OptionalDouble value) {
        return value.isEmpty() ? NONE : String.format(Locale.ROOT, "%.3f", value.getAsDouble());
    }
}
