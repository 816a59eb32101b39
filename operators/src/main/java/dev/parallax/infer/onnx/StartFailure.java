package dev.parallax.infer.onnx;

import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.model.ModelUnavailableException;
import java.util.regex.Pattern;

/**
 * The rule that decides whether a model that fails while it is loaded may work at the next attempt. A GPU may have no
 * memory left or be lost, the machine may have no memory left, and a run may take too long on a busy machine; any other
 * failure lies in the model's files.
 */
public final class StartFailure {

    /** Messages of ONNX Runtime 1.28, of CUDA and of C++ for failures of the device or the machine that may pass. */
    private static final Pattern TRANSIENT = Pattern.compile(
            "bad_alloc|[Ff]ailed to allocate memory|out of memory|CUDA failure|CUDNN failure|CUBLAS failure");

    private StartFailure() {}

    /** The exception for a failed run on a text that any model answers. */
    public static ModelException of(String message, ClassifierException cause) {
        return cause.timeout() ? new ModelUnavailableException(message, cause) : of(message, (Throwable) cause);
    }

    /** The exception for a session that could not be created. */
    public static ModelException of(String message, Throwable cause) {
        return TRANSIENT.matcher(String.valueOf(cause.getMessage())).find()
                ? new ModelUnavailableException(message, cause)
                : new ModelException(message, cause);
    }
}
