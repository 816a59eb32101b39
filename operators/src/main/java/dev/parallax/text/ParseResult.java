package dev.parallax.text;

import org.jspecify.annotations.Nullable;

/**
 * The result of parsing a source record: either a text or a dead letter. A source emits this rather than the text
 * alone, because a source has one output and its watermarks need the text's timestamp.
 *
 * @param text the text, if the record is valid
 * @param deadLetter the reason why it is not, otherwise
 */
public record ParseResult(
        @Nullable TextRecord text, @Nullable DeadLetter deadLetter) {

    /**
     * Event time in epoch milliseconds. A malformed record has its source's timestamp, or the time at which it was read
     * if that is earlier: a malformed record must not advance event time.
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
