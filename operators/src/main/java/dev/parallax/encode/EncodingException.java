package dev.parallax.encode;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Says that a tokenizer could not be read, or refused a text. Messages hold no text of a record. A text that is refused
 * becomes a dead letter; a job that fails with it cannot read its tokenizer, and is not restarted.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class EncodingException extends RuntimeException {

    /** @param message what was expected and what was found */
    public EncodingException(String message) {
        super(message);
    }

    /**
     * @param message what was expected and what was found
     * @param cause what the tokenizer library said
     */
    public EncodingException(String message, Throwable cause) {
        super(message, cause);
    }
}
