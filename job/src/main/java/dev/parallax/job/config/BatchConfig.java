package dev.parallax.job.config;

import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.job.config.option.BatchKeys;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problems;
import java.time.Duration;

/**
 * How texts are gathered to batches.
 *
 * @param maxRows most texts of a batch, 0 by the device
 * @param maxPaddedTokens most token ids of a batch, padding included
 * @param maxPadding largest share of padding, 0 to 1: 0.1 lets a batch have 1.1 times the token ids of its texts
 * @param linger how long a batch that is not full waits while the device is free
 * @param inFlight batches given to the device at once, 0 by the device
 */
public record BatchConfig(int maxRows, int maxPaddedTokens, double maxPadding, Duration linger, int inFlight) {

    /** @throws ConfigException if a value is out of its range */
    public BatchConfig {
        Problems problems = new Problems();
        problems.check(maxRows >= 0, BatchKeys.MAX_ROWS, maxRows, "0 (by the device) or more texts");
        problems.check(maxPaddedTokens >= 1, BatchKeys.MAX_PADDED_TOKENS, maxPaddedTokens, "1 token id or more");
        problems.check(
                maxPadding >= 0 && maxPadding <= 1,
                BatchKeys.MAX_PADDING,
                maxPadding,
                BatchKeys.MAX_PADDING.expected());
        problems.check(!linger.isNegative(), BatchKeys.LINGER, linger, "0 or longer");
        problems.check(inFlight >= 0, BatchKeys.IN_FLIGHT, inFlight, "0 (by the device) or more batches");
        problems.throwIfAny();
    }

    static BatchConfig from(OptionReader options) {
        return new BatchConfig(
                options.value(BatchKeys.MAX_ROWS),
                options.value(BatchKeys.MAX_PADDED_TOKENS),
                options.value(BatchKeys.MAX_PADDING),
                options.value(BatchKeys.LINGER),
                options.value(BatchKeys.IN_FLIGHT));
    }

    /**
     * How these batches are made.
     *
     * @param maxWaiting most texts that wait for one
     */
    public BatchPolicy policy(int maxWaiting) {
        return new BatchPolicy(maxRows, maxPaddedTokens, maxPadding, linger, inFlight, maxWaiting);
    }
}
