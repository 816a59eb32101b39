package dev.parallax.infer.model;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Says that a model cannot be used now: its folder is not there, a file cannot be read, a GPU has no memory left, a run
 * took too long. A volume may be mounted late and a device may be busy, so a job that fails with it is restarted.
 */
@ThrowableAnnotation(ThrowableType.RecoverableError)
public final class ModelUnavailableException extends ModelException {

    /** @param message what was expected and what was found */
    public ModelUnavailableException(String message) {
        super(message);
    }

    /**
     * @param message what was expected and what was found
     * @param cause what was said underneath
     */
    public ModelUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
