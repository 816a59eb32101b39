package dev.parallax.infer;

import dev.parallax.encode.EncodedText;
import dev.parallax.infer.Labels.NonFiniteLogitsException;
import dev.parallax.infer.batch.Scores;
import dev.parallax.infer.batch.TextFailedException;
import dev.parallax.observe.Histograms;
import dev.parallax.observe.MetricNames;
import dev.parallax.text.DeadLetter;
import dev.parallax.text.DeadLetter.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous function that classifies encoded texts with the process's batcher for a model, as many at once as
 * Flink's asynchronous operator allows. That operator keeps texts in flight in its state and submits them again after a
 * failure.
 *
 * <p>A text that the model fails on, or that takes too long, becomes a dead letter. A model that fails on everything
 * fails the job.
 */
public final class ClassifyFunction extends RichAsyncFunction<EncodedText, Classified> {

    private final ServingOptions options;
    private final Duration timeout;
    private final int capacity;
    private transient @Nullable Worker worker;

    /**
     * @param options the model, its device and its batches
     * @param timeout how long a text may take; at most the asynchronous operator's own timeout
     * @param capacity how many texts the asynchronous operator of one parallel instance has under way at once
     * @throws IllegalArgumentException if the capacity is not 1 or more
     */
    public ClassifyFunction(ServingOptions options, Duration timeout, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("The capacity must be 1 or more, not " + capacity);
        }
        this.options = options;
        this.timeout = timeout;
        this.capacity = capacity;
    }

    @Override
    public void open(OpenContext context) {
        worker = new Worker(
                ClassifierRegistry.acquire(options), getRuntimeContext().getMetricGroup(), timeout, capacity);
    }

    @Override
    public void asyncInvoke(EncodedText text, ResultFuture<Classified> result) throws InterruptedException {
        worker().classify(text, result);
    }

    @Override
    public void timeout(EncodedText text, ResultFuture<Classified> result) {
        worker().timedOut(text, result);
    }

    private Worker worker() {
        if (worker == null) {
            throw new IllegalStateException("The function is not open");
        }
        return worker;
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.close();
            worker = null;
        }
    }

    /** The state of an open function. Answers arrive on the batcher's threads, all else on the task's. */
    private static final class Worker {

        private final Lease<ModelServing> lease;
        private final ModelServing serving;
        private final Duration timeout;
        private final Counter classified = new ThreadSafeSimpleCounter();
        private final Counter failed = new ThreadSafeSimpleCounter();
        private final Histogram classifyLatencyMicros;
        private final Histogram endToEndLatencyMillis;
        /** Texts without an answer yet: of an answer and a time-out only the first counts. */
        private final Set<ResultFuture<Classified>> open = ConcurrentHashMap.newKeySet();

        Worker(Lease<ModelServing> lease, MetricGroup metrics, Duration timeout, int capacity) {
            this.lease = lease;
            this.serving = lease.value();
            this.timeout = timeout;
            MetricGroup group =
                    metrics.addGroup(MetricNames.MODEL_GROUP, serving.id().name());
            group.counter(MetricNames.RECORDS_CLASSIFIED, classified);
            group.counter(MetricNames.RECORDS_FAILED, failed);
            classifyLatencyMicros = group.histogram(MetricNames.CLASSIFY_LATENCY_MICROS, Histograms.latest());
            endToEndLatencyMillis = group.histogram(MetricNames.END_TO_END_LATENCY_MILLIS, Histograms.latest());
            group.gauge(MetricNames.TEXTS_IN_FLIGHT, (Gauge<Integer>) open::size);
            group.gauge(MetricNames.IN_FLIGHT_OCCUPANCY, (Gauge<Double>) () -> (double) open.size() / capacity);
            serving.register(group);
        }

        void classify(EncodedText text, ResultFuture<Classified> result) throws InterruptedException {
            long start = System.nanoTime();
            open.add(result);
            var unused = serving.submit(text.encoding(), timeout).whenComplete((scores, failure) -> {
                if (!open.remove(result)) {
                    return;
                }
                try {
                    if (failure == null) {
                        answered(text, scores, start, result);
                    } else {
                        failed(text, failure, result);
                    }
                } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                }
            });
        }

        private void answered(EncodedText text, Scores scores, long start, ResultFuture<Classified> result) {
            Prediction prediction;
            try {
                prediction = serving.prediction(scores);
            } catch (NonFiniteLogitsException e) {
                deadLetter(text, Reason.NON_FINITE_LOGITS, String.valueOf(e.getMessage()), result);
                return;
            }
            classifyLatencyMicros.update((System.nanoTime() - start) / 1000);
            long now = System.currentTimeMillis();
            endToEndLatencyMillis.update(now - text.text().source().timestampMillis());
            classified.inc();
            long latency = Math.max(0, now - text.text().source().readMillis());
            result.complete(List.of(new Classified(
                    new ScoredText(text.text(), text.encoding(), prediction, latency, scores.headLogits()), null)));
        }

        private void failed(EncodedText text, Throwable failure, ResultFuture<Classified> result) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (cause instanceof TextFailedException textFailed) {
                deadLetter(
                        text,
                        textFailed.timeout() ? Reason.TIMED_OUT : Reason.INFERENCE_FAILED,
                        String.valueOf(cause.getMessage()),
                        result);
            } else {
                result.completeExceptionally(cause);
            }
        }

        /**
         * Drops the texts in flight before the model is given back. Flink has them in the savepoint or checkpoint that
         * the operator ended with; an answer now, such as that the batcher closed, would fail a job that stops as
         * asked.
         */
        void close() {
            open.clear();
            lease.close();
        }

        void timedOut(EncodedText text, ResultFuture<Classified> result) {
            if (open.remove(result)) {
                deadLetter(text, Reason.TIMED_OUT, "The model did not answer within " + timeout, result);
            }
        }

        private void deadLetter(EncodedText text, Reason reason, String detail, ResultFuture<Classified> result) {
            failed.inc();
            result.complete(List.of(new Classified(
                    null, new DeadLetter(reason, detail, text.text().source()))));
        }
    }
}
