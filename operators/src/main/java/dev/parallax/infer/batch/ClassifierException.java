package dev.parallax.infer.batch;

/** Says that a model gave no answer for a batch. Messages hold no text of a record. */
public class ClassifierException extends Exception {

    private final boolean timeout;

    /**
     * @param message what happened
     * @param cause what the runtime said
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
