package dev.parallax.job.config;

import dev.parallax.evaluate.stats.PageHinkley;
import dev.parallax.job.config.option.DetectorKeys;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problems;

/**
 * What is taken for a change of the share of disagreements.
 *
 * @param delta change that the Page–Hinkley test tolerates, from 0 to below 1
 * @param lambda disagreements beyond that which are a change, more than 0
 * @param learning comparisons from which the test learns the share, 1 or more
 * @param adwinDelta how sure ADWIN must be, above 0 and below 1
 */
public record DetectorConfig(double delta, double lambda, int learning, double adwinDelta) {

    /** @throws ConfigException if a value is out of its range */
    public DetectorConfig {
        Problems problems = new Problems();
        problems.check(
                delta >= 0 && delta < 1, DetectorKeys.PAGE_HINKLEY_DELTA, delta, "from 0 to below 1, such as 0.01");
        problems.check(
                lambda > 0 && Double.isFinite(lambda),
                DetectorKeys.PAGE_HINKLEY_LAMBDA,
                lambda,
                "more than 0, such as 100");
        problems.check(learning >= 1, DetectorKeys.PAGE_HINKLEY_LEARNING, learning, "1 comparison or more");
        problems.check(
                adwinDelta > 0 && adwinDelta < 1,
                DetectorKeys.ADWIN_DELTA,
                adwinDelta,
                "above 0 and below 1, such as 0.0001");
        problems.throwIfAny();
    }

    static DetectorConfig from(OptionReader options) {
        return new DetectorConfig(
                options.value(DetectorKeys.PAGE_HINKLEY_DELTA),
                options.value(DetectorKeys.PAGE_HINKLEY_LAMBDA),
                options.value(DetectorKeys.PAGE_HINKLEY_LEARNING),
                options.value(DetectorKeys.ADWIN_DELTA));
    }

    /** What the Page–Hinkley test takes for a change. */
    public PageHinkley.Options pageHinkley() {
        return new PageHinkley.Options(delta, lambda, learning);
    }
}
