package dev.parallax.shadow;

import dev.parallax.infer.ClassifierRegistry;
import dev.parallax.infer.ScoredText;
import dev.parallax.shadow.ShadowOptions.Overload;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an open {@link ShadowFunction} holds: its threads, and the texts that have no comparison yet. Texts come on the
 * task's thread; comparisons are made on threads of its own, which are interrupted when a text's time is up or the
 * function closes.
 */
final class ShadowWorker {

    private static final Logger LOG = LoggerFactory.getLogger(ShadowWorker.class);
    private static final long LOG_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final AtomicLong THREADS = new AtomicLong();

    private final ClassifierRegistry.Lease lease;
    private final ShadowOptions options;
    private final ShadowMetrics metrics;
    private final ExecutorService executor;
    private final ShadowComparer comparer;

    /** Texts without a comparison yet: of a comparison and a time-out only the first counts. */
    private final Map<ResultFuture<Comparison>, Open> open = new ConcurrentHashMap<>();
    /** As many, and those whose result Flink is just being given. */
    private final AtomicInteger underWay = new AtomicInteger();

    private final AtomicLong nextLogNanos = new AtomicLong(System.nanoTime());

    /**
     * A text under way, and who works on it. Its steps run on the worker's threads: the first reads it, later ones
     * judge what the model answered and read it again for the causes.
     */
    private final class Open implements Executor {
        private final ScoredText scored;
        private final long startNanos = System.nanoTime();
        /** More than one only where a step begins before the one that asked for it has quite ended. */
        private final Set<Thread> atWork = new HashSet<>();

        private boolean late;

        Open(ScoredText scored) {
            this.scored = scored;
        }

        @Override
        public void execute(Runnable step) {
            executor.execute(() -> {
                begin();
                try {
                    step.run();
                } finally {
                    end();
                }
            });
        }

        private synchronized void begin() {
            atWork.add(Thread.currentThread());
            if (late) {
                Thread.currentThread().interrupt();
            }
        }

        /** No interruption goes from this text to the thread's next one. */
        private synchronized void end() {
            atWork.remove(Thread.currentThread());
            var unused = Thread.interrupted();
        }

        /** Ends the step under way, and those to come as soon as they read. */
        synchronized void interrupt() {
            late = true;
            atWork.forEach(Thread::interrupt);
        }
    }

    ShadowWorker(ClassifierRegistry.Lease lease, Twin twin, ShadowOptions options, ShadowMetrics metrics) {
        this.lease = lease;
        this.options = options;
        this.metrics = metrics;
        this.executor = Executors.newFixedThreadPool(options.limits().threads(), task -> {
            Thread thread = new Thread(task, "parallax-shadow-" + THREADS.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
        ModelScorer scorer = new ModelScorer(lease.serving(), options, metrics.rows());
        this.comparer = new ShadowComparer(twin, scorer, options);
    }

    /** Takes a text, and gives its comparison in time; at once where there is no room. */
    void compare(ScoredText scored, ResultFuture<Comparison> result) {
        if (options.sampling().overload() == Overload.SHED
                && underWay.get() >= options.limits().capacity()) {
            Comparison shed = Comparison.skipped(
                    scored, "The shadow has " + options.limits().capacity() + " texts under way");
            metrics.left(shed, 0);
            result.complete(List.of(shed));
            return;
        }
        underWay.incrementAndGet();
        Open text = new Open(scored);
        open.put(result, text);
        text.execute(() -> start(text, result));
    }

    private void start(Open text, ResultFuture<Comparison> result) {
        if (!open.containsKey(result)) {
            return; // its time was up before its turn came
        }
        ScoredText scored = text.scored;
        try {
            var unused = comparer.compare(scored, text).whenComplete((comparison, failure) -> {
                if (failure == null) {
                    finish(result, comparison);
                } else {
                    fail(scored, result, failure);
                }
            });
        } catch (RuntimeException | Error e) {
            fail(scored, result, e);
        }
    }

    private void fail(ScoredText scored, ResultFuture<Comparison> result, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String kind = cause.getClass().getSimpleName();
        if (finish(result, Comparison.failed(scored, "The shadow failed: " + kind))) {
            log(kind);
        }
    }

    /** Names the kind of failure only: messages of exceptions may quote the text. */
    private void log(String kind) {
        long now = System.nanoTime();
        long next = nextLogNanos.get();
        if (now - next >= 0 && nextLogNanos.compareAndSet(next, now + LOG_EVERY_NANOS)) {
            LOG.warn("The shadow failed on a text ({}); predictions are not touched", kind);
        }
    }

    /** Fails a text whose time is up, if nothing else was faster. */
    void timedOut(ResultFuture<Comparison> result) {
        Open late = open.get(result);
        if (late != null
                && finish(
                        result,
                        Comparison.failed(
                                late.scored,
                                "The shadow took longer than "
                                        + options.limits().timeout()))) {
            late.interrupt();
            metrics.timedOut();
            log("no answer within " + options.limits().timeout());
        }
    }

    private boolean finish(ResultFuture<Comparison> result, Comparison comparison) {
        @Nullable Open text = open.remove(result);
        if (text == null) {
            return false;
        }
        metrics.left(comparison, System.nanoTime() - text.startNanos);
        result.complete(List.of(comparison));
        underWay.decrementAndGet();
        return true;
    }

    /**
     * Lets go of what is under way, which Flink has in its state, and does not wait for threads: a twin may hang. Then
     * gives the model back.
     */
    void close() {
        open.clear();
        executor.shutdownNow();
        lease.close();
    }
}
