package dev.parallax.infer.batch;

import org.jspecify.annotations.Nullable;

/** Failure of the model on one text while it answers others: the text belongs to the dead letters. */
public final class TextFailedException extends Exception {

    private final boolean timeout;

    TextFailedException(String message, boolean timeout, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.timeout = timeout;
    }

    /** Whether the text timed out: while it waited for its batch, or while the model ran. */
    public boolean timeout() {
        return timeout;
    }
}
