package dev.parallax.infer.batch;

/** Failure of the model on every text: no text is the cause, and the job must restart. */
public final class DeviceFailedException extends Exception {

    DeviceFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
