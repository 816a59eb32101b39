package dev.parallax.infer.batch;

import com.codahale.metrics.Histogram;
import com.codahale.metrics.SlidingWindowReservoir;
import dev.parallax.observe.MetricNames;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.dropwizard.metrics.DropwizardHistogramWrapper;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What a batcher did since it started. Counts are exact; histograms hold the latest {@value #LATEST} values. Safe for
 * several threads.
 *
 * <p>One batcher serves every slot of a process, so every slot that registers these metrics shows the same process-wide
 * values: take their maximum over subtasks of a TaskManager, not their sum.
 */
public final class BatchStatistics {

    private static final int LATEST = 1024;

    private final LongAdder batches = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder tokens = new LongAdder();
    private final LongAdder paddedTokens = new LongAdder();
    private final LongAdder splits = new LongAdder();
    private final Map<BatchReason, LongAdder> reasons = new EnumMap<>(BatchReason.class);
    private final Histogram rowsPerBatch = histogram();
    private final Histogram paddedTokensPerBatch = histogram();
    private final Histogram queueWaitMicros = histogram();
    private final Histogram inferenceMicros = histogram();

    BatchStatistics() {
        for (BatchReason reason : BatchReason.values()) {
            reasons.put(reason, new LongAdder());
        }
    }

    private static Histogram histogram() {
        return new Histogram(new SlidingWindowReservoir(LATEST));
    }

    void batchLeft(BatchReason reason, int batchRows, long batchTokens, long batchPaddedTokens) {
        batches.increment();
        rows.add(batchRows);
        tokens.add(batchTokens);
        paddedTokens.add(batchPaddedTokens);
        LongAdder count = reasons.get(reason);
        if (count != null) {
            count.increment();
        }
        rowsPerBatch.update(batchRows);
        paddedTokensPerBatch.update(batchPaddedTokens);
    }

    void waited(long nanos) {
        queueWaitMicros.update(nanos / 1000);
    }

    void inferred(long nanos) {
        inferenceMicros.update(nanos / 1000);
    }

    void batchSplit() {
        splits.increment();
    }

    /** Batches that left, halves of a failed one not counted again. */
    public long batches() {
        return batches.sum();
    }

    /** Texts that left in batches. */
    public long rows() {
        return rows.sum();
    }

    /** Batches that left for a reason. */
    public long batches(BatchReason reason) {
        LongAdder count = reasons.get(reason);
        return count == null ? 0 : count.sum();
    }

    /** Batches that failed and were split in halves. */
    public long splits() {
        return splits.sum();
    }

    /** Padded tokens by tokens of all batches so far: 1 is no padding, and what an empty history has. */
    public double paddingRatio() {
        long sum = tokens.sum();
        return sum == 0 ? 1 : (double) paddedTokens.sum() / sum;
    }

    /** Makes the metrics visible in a Flink metric group. */
    public void register(MetricGroup group) {
        group.gauge(MetricNames.BATCHES, (Gauge<Long>) this::batches);
        group.gauge(MetricNames.BATCHES_SPLIT, (Gauge<Long>) this::splits);
        group.gauge(MetricNames.PADDING_RATIO, (Gauge<Double>) this::paddingRatio);
        for (BatchReason reason : BatchReason.values()) {
            group.addGroup(MetricNames.REASON_GROUP, reason.label())
                    .gauge(MetricNames.BATCHES_BY_REASON, (Gauge<Long>) () -> batches(reason));
        }
        group.histogram(MetricNames.ROWS_PER_BATCH, new DropwizardHistogramWrapper(rowsPerBatch));
        group.histogram(MetricNames.PADDED_TOKENS_PER_BATCH, new DropwizardHistogramWrapper(paddedTokensPerBatch));
        group.histogram(MetricNames.QUEUE_WAIT_MICROS, new DropwizardHistogramWrapper(queueWaitMicros));
        group.histogram(MetricNames.INFERENCE_MICROS, new DropwizardHistogramWrapper(inferenceMicros));
    }
}
