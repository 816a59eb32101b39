package dev.parallax.train.data;

/**
 * Thrown if a head cannot be trained or attached to an encoder; the message says what was expected and what was found.
 */
public final class TrainingException extends RuntimeException {

    /** @param message what was expected and what was found */
    public TrainingException(String message) {
        super(message);
    }

    /**
     * @param message what was expected and what was found
     * @param cause the library's exception
     */
    public TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}
