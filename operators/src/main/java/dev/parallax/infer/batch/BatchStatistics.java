package dev.parallax.infer.batch;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts of a batcher since it started: its batches, their texts and their padding. Safe for several threads. */
public final class BatchStatistics {

    private final LongAdder batches = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder tokens = new LongAdder();
    private final LongAdder paddedTokens = new LongAdder();
    private final LongAdder splits = new LongAdder();
    private final Map<BatchReason, LongAdder> reasons = new EnumMap<>(BatchReason.class);

    BatchStatistics() {
        for (BatchReason reason : BatchReason.values()) {
            reasons.put(reason, new LongAdder());
        }
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
    }

    void batchSplit() {
        splits.increment();
    }

    /** Number of batches that left; halves of a failed one are not counted again. */
    public long batches() {
        return batches.sum();
    }

    /** Number of texts that left in batches. */
    public long rows() {
        return rows.sum();
    }

    /** Number of batches that left for a reason. */
    public long batches(BatchReason reason) {
        LongAdder count = reasons.get(reason);
        return count == null ? 0 : count.sum();
    }

    /** Number of batches that failed and were split in halves. */
    public long splits() {
        return splits.sum();
    }

    /** Padded tokens by tokens of all batches so far: 1 is no padding, and the value before the first batch. */
    public double paddingRatio() {
        long sum = tokens.sum();
        return sum == 0 ? 1 : (double) paddedTokens.sum() / sum;
    }
}
