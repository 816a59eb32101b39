package dev.parallax.infer.batch;

/** Says that the model answers nothing any more: no text is to blame, and the job must start again. */
public final class DeviceFailedException extends Exception {

    DeviceFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
