package dev.parallax.job.pipeline;

import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/**
 * The reason for which a job failed, in one line: the message of Parallax, or the root cause, without the exceptions
 * that Flink wraps around it.
 */
public final class JobFailure {

    private static final String OWN = "dev.parallax.";
    private static final Pattern LINE_ENDS = Pattern.compile("\\s*\\R\\s*");

    private JobFailure() {}

    /** The failure as one that says why, for a user. */
    public static ExecutionException of(Throwable failure) {
        return new ExecutionException("The job failed: " + reason(failure), failure);
    }

    /** The message of the outermost exception of Parallax, or of the root cause, whose kind is named with it. */
    static String reason(Throwable failure) {
        Throwable root = failure;
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each.getClass().getName().startsWith(OWN) && each.getMessage() != null) {
                return oneLine(each.getMessage());
            }
            root = each;
        }
        String message = String.valueOf(root.getMessage());
        String kind = root.getClass().getSimpleName();
        return oneLine(message.contains(kind) ? message : kind + ": " + message);
    }

    private static String oneLine(String message) {
        return LINE_ENDS.matcher(message.strip()).replaceAll(" ");
    }
}
