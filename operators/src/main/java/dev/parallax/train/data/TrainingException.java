package dev.parallax.train.data;

/** Says that a head cannot be trained or joined to an encoder: what was expected, and what was found. */
public final class TrainingException extends RuntimeException {

    /** @param message what was expected and what was found */
    public TrainingException(String message) {
        super(message);
    }

    /**
     * @param message what was expected and what was found
     * @param cause what a library said
     */
    public TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}
