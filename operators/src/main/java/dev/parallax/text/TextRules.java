package dev.parallax.text;

import dev.parallax.bounds.Bounds;
import java.io.Serializable;

/**
 * The settings by which source records are parsed into texts.
 *
 * @param format how values are written
 * @param content whether the record is a text or a label
 * @param fields the fields of a JSON value
 * @param maxCharacters longest accepted text, in UTF-16 units
 * @param timestampUnit unit of event times that are numbers
 * @param controlCharacters how to treat control characters in values of {@link RecordFormat#TEXT}
 */
public record TextRules(
        RecordFormat format,
        Content content,
        RecordFields fields,
        int maxCharacters,
        EpochUnit timestampUnit,
        ControlCharacters controlCharacters)
        implements Serializable {

    /** The kind of record: a text to classify or a label. */
    public enum Content {
        /** A text, which is a string. */
        TEXT,
        /** A label, which may be an integer or a boolean too. */
        LABEL
    }

    /** The treatment of texts with control characters, of which binary data has many. */
    public enum ControlCharacters {
        /** They are dead letters. */
        REFUSE,
        /** They are taken. */
        ACCEPT
    }

    /** Bounds of {@code maxCharacters}. */
    public static final Bounds<Integer> MAX_CHARACTERS = Bounds.integers(1, Integer.MAX_VALUE);

    /** @throws IllegalArgumentException if the limit lets no text through */
    public TextRules {
        MAX_CHARACTERS.require("maxCharacters", maxCharacters);
    }

    /** Rules for texts with event times in milliseconds; control characters are rejected. */
    public static TextRules of(RecordFormat format, RecordFields fields, int maxCharacters) {
        return new TextRules(
                format, Content.TEXT, fields, maxCharacters, EpochUnit.MILLISECONDS, ControlCharacters.REFUSE);
    }

    /** These rules for values of another format. */
    public TextRules with(RecordFormat other) {
        return new TextRules(other, content, fields, maxCharacters, timestampUnit, controlCharacters);
    }
}
