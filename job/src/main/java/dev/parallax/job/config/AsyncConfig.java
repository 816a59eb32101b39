package dev.parallax.job.config;

import dev.parallax.job.config.option.AsyncOrder;
import dev.parallax.job.config.option.BatchKeys;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problems;
import java.time.Duration;

/**
 * What waits for the model.
 *
 * @param capacity texts of one parallel instance that wait or are in the model
 * @param timeout how long a text may wait for its prediction
 * @param order in which order predictions leave
 */
public record AsyncConfig(int capacity, Duration timeout, AsyncOrder order) {

    /** @throws ConfigException if a value is out of its range */
    public AsyncConfig {
        Problems problems = new Problems();
        problems.check(capacity >= 1, BatchKeys.CAPACITY, capacity, "1 text or more");
        problems.check(!timeout.isZero() && !timeout.isNegative(), BatchKeys.TIMEOUT, timeout, "longer than 0");
        problems.throwIfAny();
    }

    static AsyncConfig from(OptionReader options) {
        return new AsyncConfig(
                options.value(BatchKeys.CAPACITY), options.value(BatchKeys.TIMEOUT), options.value(BatchKeys.ORDER));
    }

    /** The same, with so much time at least. */
    public AsyncConfig withTimeoutOf(Duration least) {
        return new AsyncConfig(capacity, timeout.compareTo(least) < 0 ? least : timeout, order);
    }
}
