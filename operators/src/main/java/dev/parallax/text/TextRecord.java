package dev.parallax.text;

import org.jspecify.annotations.Nullable;

/**
 * A text to classify.
 *
 * @param id the record's identity, unique by the producer's word
 * @param text the text, never empty
 * @param label what a human or another system says the text is, where the source knows it
 * @param segment value of the field by which texts are counted apart, such as their language; empty where there is none
 * @param timestampMillis event time, epoch milliseconds: the record's own field, else the source's timestamp
 * @param source the record it was read from
 */
public record TextRecord(
        String id, String text, @Nullable String label, String segment, long timestampMillis, RawRecord source) {

    /** Identity and position only: a record's text is never logged. */
    @Override
    public String toString() {
        return "TextRecord[" + id + ", " + source.position() + "]";
    }
}
