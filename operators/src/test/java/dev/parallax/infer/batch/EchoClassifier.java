package dev.parallax.infer.batch;

import dev.parallax.encode.Encoding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Answers with the first id; fails on a batch that holds poison; can be held up and broken. */
final class EchoClassifier implements Classifier {

    /** A text on which it fails. */
    static final int POISON = 666;
    /** A text for which it takes too long. */
    static final int SLOW = 777;

    private static final Encoding CONTROL = Encoding.of(1);

    final ConcurrentLinkedQueue<Integer> batchSizes = new ConcurrentLinkedQueue<>();
    final Semaphore gate;
    final CountDownLatch busy = new CountDownLatch(1);
    volatile boolean broken;

    EchoClassifier(int permits) {
        gate = new Semaphore(permits);
    }

    @Override
    public List<Scores> score(List<Encoding> batch) throws ClassifierException {
        busy.countDown();
        gate.acquireUninterruptibly();
        if (broken) {
            throw new ClassifierException("the device is gone", false);
        }
        batchSizes.add(batch.size());
        List<Scores> scores = new ArrayList<>();
        for (Encoding encoding : batch) {
            int id = encoding.ids()[0];
            if (id == POISON || id == SLOW) {
                throw new ClassifierException("cannot", id == SLOW);
            }
            scores.add(Scores.of(id));
        }
        return scores;
    }

    @Override
    public void close() {}

    /** A batcher before a classifier. */
    static MicroBatcher batcher(Classifier classifier, BatchPolicy policy) {
        return new MicroBatcher("test", classifier, policy, CONTROL, BatchListener.NONE);
    }

    /** A classifier with batches of a number of rows, one at a time. */
    static BatchPolicy policy(int rows) {
        return new BatchPolicy(rows, 10_000, 0.1, Duration.ZERO, 1, 10_000);
    }

    /** Why a future failed. */
    static Throwable failure(CompletableFuture<?> future) throws Exception {
        try {
            future.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return e.getCause();
        }
        throw new AssertionError("The future has a result");
    }
}
