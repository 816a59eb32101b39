package dev.parallax.job.config.option;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * The position at which a source without a checkpoint starts.
 *
 * @param from which offsets
 * @param instant the first record at or after it, if {@code from} is {@link From#TIMESTAMP}; empty otherwise
 */
public record StartingOffsets(From from, Optional<Instant> instant) {

    public static final String EXPECTED =
            "earliest, latest, committed or an ISO-8601 instant such as 2026-01-31T12:00:00Z";

    /** Which offsets a source starts from. */
    public enum From {
        /** The first record there is. */
        EARLIEST,
        /** Records that come after the start. */
        LATEST,
        /** The consumer group's offsets, the first record where it has none. */
        COMMITTED,
        /** The first record with at least a given timestamp. */
        TIMESTAMP
    }

    /** @throws IllegalArgumentException if there is an instant without need, or none where one is needed */
    public StartingOffsets {
        if ((from == From.TIMESTAMP) != instant.isPresent()) {
            throw new IllegalArgumentException(
                    "An instant must be given with TIMESTAMP and with nothing else, not " + from + " with " + instant);
        }
    }

    /**
     * Reads the value of an option.
     *
     * @throws IllegalArgumentException if it is none of the words and no instant
     */
    public static StartingOffsets parse(String value) {
        String word = value.strip().toUpperCase(Locale.ROOT);
        for (From from : From.values()) {
            if (from != From.TIMESTAMP && from.name().equals(word)) {
                return new StartingOffsets(from, Optional.empty());
            }
        }
        try {
            return new StartingOffsets(From.TIMESTAMP, Optional.of(Instant.parse(word)));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("The start must be " + EXPECTED + ", not " + value, e);
        }
    }

    /** As it stands in a configuration. */
    @Override
    public String toString() {
        return instant.map(Instant::toString).orElseGet(() -> from.name().toLowerCase(Locale.ROOT));
    }
}
