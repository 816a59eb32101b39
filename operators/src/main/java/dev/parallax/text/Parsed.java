package dev.parallax.text;

import org.jspecify.annotations.Nullable;

/**
 * What reading a source record came to: exactly one of the two is there. A source emits this rather than the text
 * alone, because a source has one output and its watermarks need the text's own timestamp.
 *
 * @param text the text, if the record holds one
 * @param deadLetter why it holds none, otherwise
 */
public record Parsed(@Nullable TextRecord text, @Nullable DeadLetter deadLetter) {

    /**
     * Event time in epoch milliseconds. A record without a text has its source's timestamp, or the time at which it was
     * read if that is earlier: what is broken must not move event time ahead.
     */
    public long timestampMillis() {
        if (text != null) {
            return text.timestampMillis();
        }
        return deadLetter == null
                ? Long.MIN_VALUE
                : Math.min(
                        EventTime.of(deadLetter.source()), deadLetter.source().readMillis());
    }
}
