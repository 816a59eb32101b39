package dev.parallax.job.wire;

import java.io.Serializable;

/**
 * Writes a value as one line of JSON.
 *
 * @param <T> type of the values
 */
public interface JsonLine<T> extends Serializable {

    /** A JSON object in UTF-8, without a line break anywhere. */
    byte[] write(T value);
}
