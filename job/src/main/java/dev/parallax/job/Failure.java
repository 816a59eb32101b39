package dev.parallax.job;

import dev.parallax.encode.EncodingException;
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
 * How the command line ends where it fails: with one line for what its user can mend, such as a file, an option or a
 * model, and with a stack trace for what is a defect.
 */
public final class Failure {

    /** Failures whose message says all to a user: no stack trace. */
    private static final Set<Class<? extends Exception>> SELF_EXPLAINING = Set.of(
            ConfigException.class,
            ModelException.class,
            TrainingException.class,
            EncodingException.class,
            IOException.class,
            UncheckedIOException.class,
            ExecutionException.class,
            IllegalStateException.class);

    private Failure() {}

    /**
     * Says what failed, and gives the status to end with.
     *
     * @param line takes what is printed
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
