package dev.parallax.bounds;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Bounds of one value, with the words that state them: {@code 1 to 1,000,000}.
 *
 * <p>A record of options has a constant for the bounds of each component, and checks it in its constructor. What reads
 * the value from elsewhere takes the same constant. Immutable and safe for several threads.
 *
 * @param expected the bounds in words, to end the sentence "must be …"
 * @param condition whether a value is within them
 * @param <T> type of the values
 */
public record Bounds<T>(String expected, Predicate<T> condition) {

    /** The longest duration, a hundred years: sums of such, in nanoseconds too, are within 64 bits. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** Longer than no time. */
    public static final Bounds<Duration> POSITIVE_DURATION = new Bounds<>(
            "above 0, to 36500 d",
            duration -> !duration.isNegative() && !duration.isZero() && duration.compareTo(LONGEST) <= 0);

    /** A millisecond or longer. */
    public static final Bounds<Duration> MILLISECOND_OR_LONGER = new Bounds<>(
            "1 ms to 36500 d",
            duration -> duration.compareTo(Duration.ofMillis(1)) >= 0 && duration.compareTo(LONGEST) <= 0);

    /** No time, or longer. */
    public static final Bounds<Duration> DURATION =
            new Bounds<>("0 to 36500 d", duration -> !duration.isNegative() && duration.compareTo(LONGEST) <= 0);

    /** A share, both ends included. */
    public static final Bounds<Double> SHARE = new Bounds<>("0 to 1", share -> share >= 0 && share <= 1);

    /** A share that leaves something over. */
    public static final Bounds<Double> SHARE_BELOW_1 = new Bounds<>("0 to below 1", share -> share >= 0 && share < 1);

    /** Integers from {@code least} to {@code most}, both included. */
    public static Bounds<Integer> integers(int least, int most) {
        return integers(least, "", most);
    }

    /**
     * Integers from {@code least} to {@code most}, both included.
     *
     * @param meaning what {@code least} stands for, such as "by the device"
     * @param most {@link Integer#MAX_VALUE} for no end
     */
    public static Bounds<Integer> integers(int least, String meaning, int most) {
        String first = least + (meaning.isEmpty() ? "" : " (" + meaning + ")");
        String expected =
                most == Integer.MAX_VALUE ? first + " or more" : String.format(Locale.ROOT, "%s to %,d", first, most);
        return new Bounds<>(expected, value -> value >= least && value <= most);
    }

    /** Whether a value is within the bounds. */
    public boolean hold(T value) {
        return condition.test(value);
    }

    /**
     * Checks the component of a record.
     *
     * @param name name of the component
     * @throws IllegalArgumentException if the value is not within the bounds
     */
    public void require(String name, T value) {
        if (!hold(value)) {
            throw new IllegalArgumentException(name + " must be " + expected + ", and is " + value);
        }
    }
}
