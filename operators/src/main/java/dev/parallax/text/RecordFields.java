package dev.parallax.text;

import java.io.Serializable;

/**
 * Where things stand in a JSON value: a field's name each, or names with dots between them for a field of an object in
 * a field. A name that is there with its dots comes first.
 *
 * @param id identity: a string or an integer, required
 * @param text the text: a string, required
 * @param label the true class: a string, an integer or a boolean, optional
 * @param timestamp event time: a number of the configured unit or ISO-8601 with an offset, optional
 * @param segment by what texts are counted apart: a string, a number or a boolean, optional; empty where none is read
 */
public record RecordFields(String id, String text, String label, String timestamp, String segment)
        implements Serializable {

    /** The names {@code id}, {@code text}, {@code label} and {@code timestamp}, and no segment. */
    public static final RecordFields DEFAULT = new RecordFields("id", "text", "label", "timestamp", "");
}
