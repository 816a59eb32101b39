package dev.parallax.job.config;

import java.time.Duration;

/**
 * How texts are gathered to batches.
 *
 * @param maxRows most texts of a batch
 * @param maxPaddedTokens most token ids of a batch, padding included
 * @param maxPadding largest share of padding, 0 to 1: 0.1 lets a batch have 1.1 times the token ids of its texts
 * @param linger how long a batch that is not full waits while the device is free
 * @param inFlight batches given to the device at once, 0 for {@link #DEFAULT_ON_CPU} or {@link #DEFAULT_ON_GPU}
 */
public record BatchConfig(int maxRows, int maxPaddedTokens, double maxPadding, Duration linger, int inFlight) {

    /** Batches in flight on the CPU: it gains nothing by a second. */
    public static final int DEFAULT_ON_CPU = 1;
    /** Batches in flight on a GPU: one is prepared while one runs. */
    public static final int DEFAULT_ON_GPU = 2;

    /** @throws ConfigException if a value is out of its range */
    public BatchConfig {
        Problems problems = new Problems();
        problems.check(maxRows >= 1, BatchOptions.MAX_ROWS, maxRows, "1 text or more");
        problems.check(maxPaddedTokens >= 1, BatchOptions.MAX_PADDED_TOKENS, maxPaddedTokens, "1 token id or more");
        problems.check(
                maxPadding >= 0 && maxPadding <= 1,
                BatchOptions.MAX_PADDING,
                maxPadding,
                BatchOptions.MAX_PADDING.expected());
        problems.check(!linger.isNegative(), BatchOptions.LINGER, linger, "0 or longer");
        problems.check(inFlight >= 0, BatchOptions.IN_FLIGHT, inFlight, "0 (by the device) or more batches");
        problems.throwIfAny();
    }

    static BatchConfig from(OptionReader options) {
        return new BatchConfig(
                options.value(BatchOptions.MAX_ROWS),
                options.value(BatchOptions.MAX_PADDED_TOKENS),
                options.value(BatchOptions.MAX_PADDING),
                options.value(BatchOptions.LINGER),
                options.value(BatchOptions.IN_FLIGHT));
    }

    /** Batches given to the device at once. */
    public int inFlight(boolean gpu) {
        if (inFlight > 0) {
            return inFlight;
        }
        return gpu ? DEFAULT_ON_GPU : DEFAULT_ON_CPU;
    }
}
