package dev.parallax.infer;

/** Says that a model cannot be used, naming what was expected and what was found. */
public final class ModelException extends RuntimeException {

    /** @param message what was expected and what was found */
    public ModelException(String message) {
        super(message);
    }

    /**
     * @param message what was expected and what was found
     * @param cause what was said underneath
     */
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
