package dev.parallax.infer.batch;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.WaitingTexts.Batch;
import dev.parallax.infer.batch.WaitingTexts.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Puts texts of many callers together into batches for one classifier.
 *
 * <p>A batch leaves as soon as the device is free, with what is waiting then: batches grow with the load and a lone
 * text does not wait. {@link BatchPolicy#inFlight()} threads each take a batch, run it and complete its futures. Every
 * future is completed exactly once: with logits, or with a {@link TextFailedException} for a text that fails by itself,
 * or with a {@link DeviceFailedException} where the model does not answer a known good text either, or with a
 * {@link BatcherClosedException}. Futures complete on the batcher's threads, so what hangs on them must be quick.
 *
 * <p>Waiting texts are lost when the process dies: the caller must be able to submit them again.
 */
public final class MicroBatcher implements AutoCloseable {

    private static final Duration STOP_WITHIN = Duration.ofSeconds(60);

    private final BatchRunner runner;
    private final BatchPolicy policy;
    private final BatchStatistics statistics = new BatchStatistics();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition left = lock.newCondition();
    private final WaitingTexts waiting = new WaitingTexts();
    private final WaitingTexts background = new WaitingTexts();
    private double backgroundShare;
    private double backgroundCredit;
    private int running;
    private boolean draining;
    private boolean closed;

    private final List<Thread> workers = new ArrayList<>();

    /**
     * Starts a batcher.
     *
     * @param name names its threads
     * @param classifier the model; the batcher does not close it
     * @param policy the limits, with numbers of rows and of batches in flight
     * @param control a text that the model is known to answer: whether it still does distinguishes a bad text from a
     *     bad device
     */
    public MicroBatcher(String name, Classifier classifier, BatchPolicy policy, Encoding control) {
        if (policy.inFlight() == BatchPolicy.BY_DEVICE || policy.maxRows() == BatchPolicy.BY_DEVICE) {
            throw new IllegalArgumentException(
                    "The numbers of rows and of batches in flight must be 1 or more, not by the device");
        }
        this.runner = new BatchRunner(classifier, control, statistics);
        this.policy = policy;
        for (int i = 0; i < policy.inFlight(); i++) {
            Thread worker = new Thread(this::work, "parallax-batcher-" + name + "-" + i);
            worker.setDaemon(true);
            workers.add(worker);
        }
        workers.forEach(Thread::start);
    }

    /**
     * Hands a text in, waiting while {@link BatchPolicy#maxWaiting()} others wait.
     *
     * @param encoding the text
     * @param timeout how long it may wait for its batch
     * @return its logits {@code [classes]}, or one of the exceptions named above
     * @throws InterruptedException if the caller is interrupted while it waits
     */
    public CompletableFuture<float[]> submit(Encoding encoding, Duration timeout) throws InterruptedException {
        long now = System.nanoTime();
        Entry entry = new Entry(encoding, now, now + timeout.toNanos());
        lock.lockInterruptibly();
        try {
            while (waiting.size() >= policy.maxWaiting() && !closed) {
                left.await();
            }
            if (!closed && !draining) {
                waiting.add(entry);
                arrived.signal();
                return entry.result;
            }
        } finally {
            lock.unlock();
        }
        entry.result.completeExceptionally(new BatcherClosedException());
        return entry.result;
    }

    /**
     * Hands texts in that are to leave behind everybody else's, without ever waiting.
     *
     * @param encodings the texts, all of which are taken or none
     * @param timeout how long each may wait for its batch
     * @param limits how many may wait, and how much of the device they get; the latest word on it counts
     * @return their logits {@code [classes]} in order, each as from {@link #submit}; or nothing where there is no room
     */
    public Optional<List<CompletableFuture<float[]>>> offer(
            List<Encoding> encodings, Duration timeout, BackgroundLimits limits) {
        long now = System.nanoTime();
        List<CompletableFuture<float[]>> answers = new ArrayList<>(encodings.size());
        boolean taken;
        lock.lock();
        try {
            if (background.size() > 0 && background.size() + encodings.size() > limits.maxWaiting()) {
                return Optional.empty();
            }
            taken = !closed && !draining;
            backgroundShare = limits.modelShare();
            for (Encoding encoding : encodings) {
                Entry entry = new Entry(encoding, now, now + timeout.toNanos());
                answers.add(entry.result);
                if (taken) {
                    background.add(entry);
                    arrived.signal();
                }
            }
        } finally {
            lock.unlock();
        }
        if (!taken) {
            answers.forEach(answer -> answer.completeExceptionally(new BatcherClosedException()));
        }
        return Optional.of(answers);
    }

    /** What this batcher did so far. */
    public BatchStatistics statistics() {
        return statistics;
    }

    /** The limits. */
    public BatchPolicy policy() {
        return policy;
    }

    /** Texts that wait for a batch now. */
    public int waiting() {
        lock.lock();
        try {
            return waiting.size() + background.size();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        while (true) {
            Batch batch = next();
            if (batch == null) {
                return;
            }
            try {
                runner.run(batch);
            } finally {
                finished();
            }
        }
    }

    private @Nullable Batch next() {
        List<Entry> expired;
        Batch batch;
        do {
            batch = null;
            lock.lock();
            try {
                while (waiting.size() + background.size() == 0 && !closed) {
                    arrived.awaitUninterruptibly();
                }
                if (closed) {
                    return null;
                }
                BatchReason otherwise = awaitLinger();
                expired = waiting.takeExpired(System.nanoTime());
                expired.addAll(background.takeExpired(System.nanoTime()));
                WaitingTexts next = nextInTurn();
                if (!closed && next.size() > 0) {
                    batch = next.takeBatch(policy, otherwise);
                    running++;
                }
                left.signalAll();
            } finally {
                lock.unlock();
            }
            for (Entry entry : expired) {
                entry.result.completeExceptionally(
                        new TextFailedException("No batch took the text before its time was up", true, null));
            }
        } while (batch == null);
        return batch;
    }

    /** Whose batch leaves next: while both wait, the background has as many turns as its share allows. */
    private WaitingTexts nextInTurn() {
        if (waiting.size() == 0 || background.size() == 0) {
            return waiting.size() > 0 ? waiting : background;
        }
        backgroundCredit += backgroundShare;
        if (backgroundCredit < 1) {
            return waiting;
        }
        backgroundCredit -= 1;
        return background;
    }

    /** Waits for a fuller batch, if the policy says so, and returns the reason why the batch is sent. */
    private BatchReason awaitLinger() {
        if (draining) {
            return BatchReason.DRAIN;
        }
        if (policy.linger().isZero() || waiting.size() == 0) {
            return BatchReason.IDLE;
        }
        Entry oldest = waiting.oldest();
        long until = (oldest == null ? System.nanoTime() : oldest.submittedNanos)
                + policy.linger().toNanos();
        while (!waiting.fills(policy) && !draining && !closed) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                break;
            }
            try {
                long remaining = arrived.awaitNanos(left);
                if (remaining <= 0) {
                    break;
                }
            } catch (InterruptedException e) {
                // Nobody interrupts these threads but close(), which has set the flag.
                Thread.currentThread().interrupt();
                break;
            }
        }
        return draining ? BatchReason.DRAIN : BatchReason.LINGER;
    }

    private void finished() {
        lock.lock();
        try {
            running--;
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes no more texts, and returns when all that were taken have their answer.
     *
     * @throws InterruptedException if the caller is interrupted while it waits
     */
    public void drain() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            draining = true;
            arrived.signalAll();
            while (!closed && (waiting.size() + background.size() > 0 || running > 0)) {
                left.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Fails what still waits, and returns when the batches under way are done. */
    @Override
    public void close() {
        List<Entry> abandoned;
        lock.lock();
        try {
            closed = true;
            abandoned = waiting.takeAll();
            abandoned.addAll(background.takeAll());
            arrived.signalAll();
            left.signalAll();
        } finally {
            lock.unlock();
        }
        abandoned.forEach(entry -> entry.result.completeExceptionally(new BatcherClosedException()));
        for (Thread worker : workers) {
            try {
                worker.join(STOP_WITHIN.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            if (worker.isAlive()) {
                throw new IllegalStateException("A batch is still running " + STOP_WITHIN
                        + " after the batcher closed: " + "the model is not freed");
            }
        }
    }
}
