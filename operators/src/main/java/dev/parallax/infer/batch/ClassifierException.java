package dev.parallax.infer.batch;

/** Thrown where a model gives no answer for a batch. Messages hold no text of a record. */
public class ClassifierException extends Exception {

    private final boolean timeout;

    /**
     * @param message what happened
     * @param cause the runtime's own failure
     */
    public ClassifierException(String message, Throwable cause) {
        super(message, cause);
        this.timeout = false;
    }

    /**
     * @param message what happened
     * @param timeout whether the run was stopped because it took too long
     */
    public ClassifierException(String message, boolean timeout) {
        super(message);
        this.timeout = timeout;
    }

    /** Whether the run was stopped because it took too long. */
    public boolean timeout() {
        return timeout;
    }
}
