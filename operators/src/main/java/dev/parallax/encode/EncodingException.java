package dev.parallax.encode;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Thrown if a tokenizer cannot be read or rejects a text. Messages do not contain a record's text. A rejected text
 * becomes a dead letter; a job that fails with this exception cannot read its tokenizer and is not restarted.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class EncodingException extends RuntimeException {

    /** @param message what was expected and what was found */
    public EncodingException(String message) {
        super(message);
    }

    /**
     * @param message what was expected and what was found
     * @param cause the tokenizer library's exception
     */
    public EncodingException(String message, Throwable cause) {
        super(message, cause);
    }
}
