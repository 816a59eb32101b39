package dev.parallax.infer.batch;

import org.jspecify.annotations.Nullable;

/** Says that the model fails on one text, and on no other: the text belongs to the dead letters. */
public final class TextFailedException extends Exception {

    private final boolean timeout;

    TextFailedException(String message, boolean timeout, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.timeout = timeout;
    }

    /** Whether it is a matter of time. */
    public boolean timeout() {
        return timeout;
    }
}
