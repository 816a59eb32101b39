package dev.parallax.infer.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A time limit on runs of a model: a run that takes longer is terminated. ONNX Runtime checks its terminate flag
 * between operators. Safe for several threads.
 */
final class RunLimit implements AutoCloseable {

    private final Duration longest;
    private final ScheduledThreadPoolExecutor clock;

    RunLimit(Duration longest) {
        this.longest = longest;
        this.clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "parallax-run-limit");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
    }

    Duration longest() {
        return longest;
    }

    Run start() throws OrtException {
        return new Run(new RunOptions());
    }

    /** Whether a run failed because it was terminated; ONNX Runtime's message for that is matched. */
    boolean exceededBy(OrtException failure) {
        String message = failure.getMessage();
        return message != null && message.contains("terminate flag");
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** One run under the limit. */
    final class Run implements AutoCloseable {

        private final RunOptions options;
        private final ScheduledFuture<?> alarm;
        private boolean over;
        private @Nullable OrtException failure;

        private Run(RunOptions options) {
            this.options = options;
            this.alarm = clock.schedule(this::stop, longest.toNanos(), TimeUnit.NANOSECONDS);
        }

        RunOptions options() {
            return options;
        }

        private synchronized void stop() {
            if (over) {
                return;
            }
            try {
                options.setTerminate(true);
            } catch (OrtException e) {
                failure = e;
            }
        }

        /** Frees the options, after which the alarm no longer touches them. */
        @Override
        public synchronized void close() throws OrtException {
            over = true;
            alarm.cancel(false);
            options.close();
            if (failure != null) {
                throw failure;
            }
        }
    }
}
