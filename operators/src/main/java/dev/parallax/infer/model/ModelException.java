package dev.parallax.infer.model;

import java.util.regex.Pattern;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Thrown where a model cannot be used; the message names what was expected and what was found. Another attempt would
 * fail in the same way, so a job that fails with it is not restarted. A failure that may not repeat is a
 * {@link ModelUnavailableException}.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public class ModelException extends RuntimeException {

    private static final Pattern LINE_ENDS = Pattern.compile("\\s*\\R\\s*");

    /** @param message what was expected and what was found; becomes one line */
    public ModelException(String message) {
        super(oneLine(message));
    }

    /**
     * @param message what was expected and what was found; becomes one line
     * @param cause the failure underneath
     */
    public ModelException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /** ONNX Runtime ends its messages with a line end, and has some within. */
    private static String oneLine(String message) {
        return LINE_ENDS.matcher(message.strip()).replaceAll(" ");
    }
}
