package dev.parallax.job.wire;

import java.io.IOException;

/**
 * A value of a topic or file does not have its format. The message continues a sentence that begins with the value's
 * place, such as {@code must be a JSON object, and is none}; it names the field.
 */
public final class RecordFormatException extends IOException {

    private static final long serialVersionUID = 1;

    RecordFormatException(String message, Throwable cause) {
        super(message, cause);
    }

    RecordFormatException(String message) {
        super(message);
    }
}
