package dev.parallax.job.tune;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.BatchListener;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.infer.batch.Classifier;
import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.infer.batch.MicroBatcher;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A measurement of the real micro-batcher before the real model, with texts that arrive as they do in a simulation. */
final class RealRun {

    /** Longest wait of a text for its batch: a measurement ends before. */
    private static final Duration TIMEOUT = Duration.ofHours(1);

    private RealRun() {}

    /**
     * Submits texts at their times of arrival, from this thread, and waits for all answers.
     *
     * @param policy the batcher's limits
     * @param arrivals the texts, each of which the model answers
     * @param capacity most texts in the batcher and the model at once; others wait outside
     * @throws ClassifierException if the model fails on a text
     */
    static Outcome measure(Classifier classifier, BatchPolicy policy, Arrivals arrivals, int capacity)
            throws ClassifierException, InterruptedException {
        long[] arrived = arrivals.nanos();
        long[] answered = new long[arrived.length];
        CountDownLatch open = new CountDownLatch(arrived.length);
        Semaphore room = new Semaphore(capacity);
        AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
        Encoding control = arrivals.texts().get(0);
        try (MicroBatcher batcher = new MicroBatcher("tune", classifier, policy, control, BatchListener.NONE)) {
            long start = System.nanoTime();
            for (int i = 0; i < arrived.length; i++) {
                int text = i;
                sleepUntil(start + arrived[i]);
                room.acquire();
                var unused = batcher.submit(arrivals.texts().get(i), TIMEOUT).whenComplete((scores, failure) -> {
                    answered[text] = System.nanoTime() - start;
                    if (failure != null) {
                        failed.compareAndSet(null, failure);
                    }
                    room.release();
                    open.countDown();
                });
            }
            open.await();
            Throwable failure = failed.get();
            if (failure != null) {
                throw new ClassifierException("The model failed on a text: " + failure.getMessage(), failure);
            }
            return Outcome.of(
                    arrived,
                    answered,
                    (double) arrived.length / batcher.statistics().batches(),
                    batcher.statistics().paddingRatio());
        }
    }

    private static void sleepUntil(long nanoTime) throws InterruptedException {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while texts arrived");
            }
        }
    }
}
