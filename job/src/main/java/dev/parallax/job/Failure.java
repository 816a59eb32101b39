package dev.parallax.job;

import dev.parallax.encode.EncodingException;
import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.infer.model.ModelException;
import dev.parallax.job.command.ExitStatus;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.files.IoFailure;
import dev.parallax.train.data.TrainingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Maps failures of commands to exit statuses and messages: one line for what the user can correct, such as a file, an
 * option or a model, and a stack trace for a defect.
 */
public final class Failure {

    /** Exceptions whose message is sufficient for the user, so that no stack trace is printed. */
    private static final Set<Class<? extends Exception>> SELF_EXPLAINING = Set.of(
            ConfigException.class,
            ModelException.class,
            ClassifierException.class,
            TrainingException.class,
            EncodingException.class,
            IOException.class,
            UncheckedIOException.class,
            ExecutionException.class,
            IllegalStateException.class);

    private Failure() {}

    /**
     * Reports a failure and returns the exit status.
     *
     * @param line prints a line
     */
    public static int report(Exception failure, Consumer<String> line) {
        if (failure instanceof StandardOutput.LostException lost && lost.closedPipe()) {
            return ExitStatus.CLOSED_PIPE;
        }
        boolean selfExplaining = SELF_EXPLAINING.stream().anyMatch(type -> type.isInstance(failure));
        line.accept("parallax: " + (selfExplaining ? sentence(failure) : failure));
        if (!selfExplaining || Boolean.getBoolean("parallax.trace")) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace, true));
            line.accept(trace.toString().stripTrailing());
        }
        return ExitStatus.FAILED;
    }

    private static String sentence(Exception failure) {
        if (failure instanceof IOException e) {
            return IoFailure.line(e);
        }
        if (failure.getCause() instanceof IOException cause
                && failure instanceof UncheckedIOException
                && !(failure instanceof StandardOutput.LostException)) {
            return IoFailure.line(cause);
        }
        return String.valueOf(failure.getMessage());
    }
}
