package dev.parallax.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text to classify.
 *
 * @param id the record's id, which the producer must keep unique
 * @param text the text, never empty
 * @param label the true class as given by a human or another system, if the source knows it
 * @param segment value of the field by which texts are counted separately, such as their language; empty if there is
 *     none
 * @param timestampMillis event time, epoch milliseconds: the record's own field, else the source's timestamp
 * @param source the record it was read from
 * @param ignored optional fields with a value that could not be read, by role: {@code label}, {@code segment},
 *     {@code timestamp}
 */
public record TextRecord(
        String id,
        String text,
        @Nullable String label,
        String segment,
        long timestampMillis,
        RawRecord source,
        List<String> ignored) {

    /** Replaces {@code null} in a savepoint written before {@code ignored} existed. */
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

    /** Creates a text record without ignored fields. */
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
