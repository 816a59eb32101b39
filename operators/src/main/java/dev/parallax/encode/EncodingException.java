package dev.parallax.encode;

/** Says that a tokenizer could not be read, or refused a text. Messages hold no text of a record. */
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
