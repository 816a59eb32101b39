package dev.parallax.text;

import java.util.List;
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
 * @param ignored optional fields that are there and cannot be read, by what they are for: {@code label},
 *     {@code segment}, {@code timestamp}
 */
public record TextRecord(
        String id,
        String text,
        @Nullable String label,
        String segment,
        long timestampMillis,
        RawRecord source,
        List<String> ignored) {

    /** Fills in for a savepoint from before bad optional fields were left out. */
    public TextRecord(
            String id,
            String text,
            @Nullable String label,
            String segment,
            long timestampMillis,
            RawRecord source,
            @Nullable List<String> ignored) {
        this.id = id;
        this.text = text;
        this.label = label;
        this.segment = segment;
        this.timestampMillis = timestampMillis;
        this.source = source;
        this.ignored = ignored == null ? List.of() : ignored;
    }

    /** Of a record of which every field that is there was read. */
    public TextRecord(
            String id, String text, @Nullable String label, String segment, long timestampMillis, RawRecord source) {
        this(id, text, label, segment, timestampMillis, source, List.of());
    }

    /** Identity and position only: a record's text is never logged. */
    @Override
    public String toString() {
        return "TextRecord[" + id + ", " + source.position() + "]";
    }
}
