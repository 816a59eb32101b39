package dev.parallax.job.wire;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as records hold them: ISO-8601 in UTC for milliseconds since the epoch. */
final class Times {

    /** Milliseconds that stand for no time. */
    static final long NONE = -1;

    private Times() {}

    /** The text of a time. */
    static String text(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    /** The text of a time; null for a negative one, which stands for none. */
    static @Nullable String textOrNull(long millis) {
        return millis < 0 ? null : text(millis);
    }

    /** The milliseconds of a text that {@link #checked} has accepted. */
    static long millis(String text) {
        return Instant.parse(text).toEpochMilli();
    }

    /** The milliseconds of such a text, or {@link #NONE} for null. */
    static long millisOrNone(@Nullable String text) {
        return text == null ? NONE : millis(text);
    }

    /**
     * A time in the form that {@link #text} gives it.
     *
     * @throws IllegalArgumentException if there is none, or it is no instant that a {@code long} of milliseconds holds
     */
    static String checked(String field, @Nullable String text) {
        try {
            return text(millis(WireMapper.required(field, text)));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("must have an ISO-8601 instant as '" + field + "'", e);
        }
    }

    /** The same, where null stands for no time. */
    static @Nullable String checkedOrNull(String field, @Nullable String text) {
        return text == null ? null : checked(field, text);
    }
}
