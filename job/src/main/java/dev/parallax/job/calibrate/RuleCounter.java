package dev.parallax.job.calibrate;

import dev.parallax.evaluate.alert.AlertEvaluation;
import dev.parallax.evaluate.alert.AlertRule;

/**
 * Counts how often a rule fires. It goes from window to window as {@link AlertEvaluation} does, on numbers instead of
 * reports, since millions of windows are simulated. For one thread.
 */
final class RuleCounter {

    private static final long NONE = -1;

    private final AlertRule rule;
    private long sinceMillis = NONE;
    private boolean firing;
    private long fired;

    RuleCounter(AlertRule rule) {
        this.rule = rule;
    }

    /**
     * Takes the next window.
     *
     * @param endMillis its end
     * @param value the rule's number; NaN where it is not defined
     * @param texts texts that it is taken of
     * @return whether the rule fires
     */
    boolean after(long endMillis, double value, long texts) {
        double said = texts < rule.minRecords() ? Double.NaN : value;
        if (firing) {
            firing = !rule.resolvedBy(said);
            sinceMillis = NONE;
            return false;
        }
        if (!rule.brokenBy(said)) {
            sinceMillis = NONE;
            return false;
        }
        sinceMillis = sinceMillis == NONE ? endMillis : sinceMillis;
        firing = endMillis - sinceMillis >= rule.forMillis();
        fired += firing ? 1 : 0;
        return firing;
    }

    /** How often it has fired. */
    long fired() {
        return fired;
    }
}
