package dev.parallax.infer;

import dev.parallax.infer.batch.BatchListener;
import dev.parallax.infer.batch.BatchReason;
import dev.parallax.infer.batch.BatchStatistics;
import dev.parallax.infer.batch.MicroBatcher;
import dev.parallax.observe.Histograms;
import dev.parallax.observe.MetricNames;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/**
 * Flink metrics of a model and its batcher. Safe for several threads.
 *
 * <p>One batcher serves every slot of a process, so every slot that registers these metrics shows the same process-wide
 * values: take their maximum over subtasks of a TaskManager, not their sum.
 */
public final class ServingMetrics implements BatchListener {

    private final Histogram rowsPerBatch = Histograms.latest();
    private final Histogram paddedTokensPerBatch = Histograms.latest();
    private final Histogram queueWaitMicros = Histograms.latest();
    private final Histogram inferenceMicros = Histograms.latest();

    @Override
    public void batchLeft(int rows, long paddedTokens) {
        rowsPerBatch.update(rows);
        paddedTokensPerBatch.update(paddedTokens);
    }

    @Override
    public void textWaited(long nanos) {
        queueWaitMicros.update(nanos / 1000);
    }

    @Override
    public void modelRan(long nanos) {
        inferenceMicros.update(nanos / 1000);
    }

    /**
     * Registers all metrics in a group.
     *
     * @param batcher the batcher that this is the listener of
     * @param batchDependence see {@link ModelServing#batchDependence()}
     */
    void register(MetricGroup group, MicroBatcher batcher, double batchDependence) {
        BatchStatistics statistics = batcher.statistics();
        group.gauge(MetricNames.BATCHES, (Gauge<Long>) statistics::batches);
        group.gauge(MetricNames.BATCHES_SPLIT, (Gauge<Long>) statistics::splits);
        group.gauge(MetricNames.PADDING_RATIO, (Gauge<Double>) statistics::paddingRatio);
        for (BatchReason reason : BatchReason.values()) {
            group.addGroup(MetricNames.REASON_GROUP, reason.label())
                    .gauge(MetricNames.BATCHES_BY_REASON, (Gauge<Long>) () -> statistics.batches(reason));
        }
        group.histogram(MetricNames.ROWS_PER_BATCH, rowsPerBatch);
        group.histogram(MetricNames.PADDED_TOKENS_PER_BATCH, paddedTokensPerBatch);
        group.histogram(MetricNames.QUEUE_WAIT_MICROS, queueWaitMicros);
        group.histogram(MetricNames.INFERENCE_MICROS, inferenceMicros);
        group.gauge(MetricNames.QUEUE_LENGTH, (Gauge<Integer>) batcher::waiting);
        group.gauge(MetricNames.BATCH_DEPENDENCE, (Gauge<Double>) () -> batchDependence);
    }
}
