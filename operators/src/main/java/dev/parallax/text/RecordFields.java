package dev.parallax.text;

import java.io.Serializable;

/**
 * The fields of a JSON value, each by its name or its path as {@link FieldPath} describes.
 *
 * @param id identity: a string or an integer, required
 * @param text the text: a string, required
 * @param label the true class: a string, an integer or a boolean, optional
 * @param timestamp event time: a number of the configured unit or ISO-8601 with an offset, optional
 * @param segment value by which texts are counted separately: a string, a number or a boolean, optional; empty to read
 *     none
 */
public record RecordFields(String id, String text, String label, String timestamp, String segment)
        implements Serializable {

    /** The names {@code id}, {@code text}, {@code label} and {@code timestamp}, and no segment. */
    public static final RecordFields DEFAULT = new RecordFields("id", "text", "label", "timestamp", "");
}
