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
 * A micro-batcher: groups texts of many callers into batches for one classifier.
 *
 * <p>When the device is free, a batch is sent. {@link WaitingTexts#takeBatch} chooses its texts: the one that has
 * waited longest, and those of similar length, within {@link BatchPolicy}. So batches grow with the load, and a lone
 * text does not wait.
 *
 * <p>{@link BatchPolicy#inFlight()} threads each take a batch, run it and complete its futures. Every future is
 * completed exactly once: with logits, or with a {@link TextFailedException} for a text that fails by itself, or with a
 * {@link DeviceFailedException} where the model does not answer a known good text either, or with a
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
    private final PrioritizedTexts waiting = new PrioritizedTexts();
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
     * @param listener receives sizes and times for metrics
     * @throws IllegalArgumentException if the policy leaves a number to the device
     */
    public MicroBatcher(
            String name, Classifier classifier, BatchPolicy policy, Encoding control, BatchListener listener) {
        if (policy.inFlight() == BatchPolicy.BY_DEVICE || policy.maxRows() == BatchPolicy.BY_DEVICE) {
            throw new IllegalArgumentException(
                    "The numbers of rows and of batches in flight must be 1 or more, not by the device, which "
                            + policy.maxRows() + " and " + policy.inFlight() + " mean");
        }
        this.runner = new BatchRunner(classifier, control, statistics, listener);
        this.policy = policy;
        for (int i = 0; i < policy.inFlight(); i++) {
            Thread worker = new Thread(this::work, "parallax-batcher-" + name + "-" + i);
            worker.setDaemon(true);
            workers.add(worker);
        }
        workers.forEach(Thread::start);
    }

    /**
     * Submits a text; blocks while {@link BatchPolicy#maxWaiting()} others wait.
     *
     * @param encoding the text
     * @param timeout how long it may wait for its batch
     * @return its scores, or one of the exceptions named above
     * @throws InterruptedException if the caller is interrupted while it waits
     */
    public CompletableFuture<Scores> submit(Encoding encoding, Duration timeout) throws InterruptedException {
        long now = System.nanoTime();
        Entry entry = new Entry(encoding, now, now + timeout.toNanos());
        lock.lockInterruptibly();
        try {
            while (waiting.foregroundSize() >= policy.maxWaiting() && !closed) {
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
     * Submits texts in the background: they leave behind all texts of {@link #submit}. Never blocks.
     *
     * @param encodings the texts, all of which are taken or none
     * @param timeout how long each may wait for its batch
     * @param limits how many may wait, and which share of the batches they get; the latest limits hold for all
     * @return the scores of each in order, as from {@link #submit}; or nothing where there is no room
     */
    public Optional<List<CompletableFuture<Scores>>> offer(
            List<Encoding> encodings, Duration timeout, BackgroundLimits limits) {
        long now = System.nanoTime();
        List<Entry> entries = new ArrayList<>(encodings.size());
        for (Encoding encoding : encodings) {
            entries.add(new Entry(encoding, now, now + timeout.toNanos()));
        }
        boolean taken;
        lock.lock();
        try {
            if (!waiting.hasBackgroundRoom(entries.size(), limits)) {
                return Optional.empty();
            }
            taken = !closed && !draining;
            if (taken) {
                waiting.addBackground(entries, limits);
                entries.forEach(entry -> arrived.signal());
            }
        } finally {
            lock.unlock();
        }
        if (!taken) {
            entries.forEach(entry -> entry.result.completeExceptionally(new BatcherClosedException()));
        }
        return Optional.of(entries.stream().map(entry -> entry.result).toList());
    }

    /** The counts of this batcher's batches. */
    public BatchStatistics statistics() {
        return statistics;
    }

    /** The limits. */
    public BatchPolicy policy() {
        return policy;
    }

    /** Number of texts that wait for a batch now, those of the background included. */
    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
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
            lock.lock();
            try {
                while (waiting.size() == 0 && !closed) {
                    arrived.awaitUninterruptibly();
                }
                if (closed) {
                    return null;
                }
                BatchReason otherwise = awaitLinger();
                expired = waiting.takeExpired(System.nanoTime());
                batch = closed ? null : waiting.takeBatch(policy, otherwise);
                if (batch != null) {
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

    /** Waits for a fuller batch, if the policy says so, and returns the reason why the batch is sent. */
    private BatchReason awaitLinger() {
        if (draining) {
            return BatchReason.DRAIN;
        }
        if (policy.linger().isZero() || waiting.foregroundSize() == 0) {
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
                // Only close() interrupts these threads, after it has set the flag.
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
     * Takes no more texts, and returns when all that were taken have their scores.
     *
     * @throws InterruptedException if the caller is interrupted while it waits
     */
    public void drain() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            draining = true;
            arrived.signalAll();
            while (!closed && (waiting.size() > 0 || running > 0)) {
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
