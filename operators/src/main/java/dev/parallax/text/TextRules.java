package dev.parallax.text;

import dev.parallax.bounds.Bounds;
import java.io.Serializable;

/**
 * How source records are read as texts.
 *
 * @param format how values are written
 * @param content what the record is read for
 * @param fields where things stand in a JSON value
 * @param maxCharacters longest text taken, in UTF-16 units
 * @param timestampUnit what numbers count that are event times
 * @param controlCharacters what becomes of texts of {@link RecordFormat#TEXT} that hold control characters
 */
public record TextRules(
        RecordFormat format,
        Content content,
        RecordFields fields,
        int maxCharacters,
        EpochUnit timestampUnit,
        ControlCharacters controlCharacters)
        implements Serializable {

    /** What a record is read for. */
    public enum Content {
        /** A text, which is a string. */
        TEXT,
        /** A label, which may be an integer or a boolean too. */
        LABEL
    }

    /** What becomes of texts that hold control characters, which bytes that are no text are full of. */
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

    /** Rules for texts with milliseconds, without control characters. */
    public static TextRules of(RecordFormat format, RecordFields fields, int maxCharacters) {
        return new TextRules(
                format, Content.TEXT, fields, maxCharacters, EpochUnit.MILLISECONDS, ControlCharacters.REFUSE);
    }

    /** The same for values of another format. */
    public TextRules with(RecordFormat other) {
        return new TextRules(other, content, fields, maxCharacters, timestampUnit, controlCharacters);
    }
}
