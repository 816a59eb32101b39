package dev.parallax.job.endpoint.file;

import dev.parallax.job.files.IoFailure;
import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Says that a file cannot be written, as where the disk is full. Flink does not restart the job for it: a file is
 * written by a command in the foreground.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
final class OutputLostException extends IOException {

    /** Has no cause, so that it is itself what the end of a job's chain of causes says. */
    OutputLostException(LinesFile file, IOException failure) {
        super("Cannot write " + file.name() + ": " + IoFailure.reason(failure));
    }

    /** Leaves the stack out: the disk is at fault, and Flink logs every failure of a task with its stack. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
