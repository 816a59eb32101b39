package dev.parallax.job.calibrate;

import dev.parallax.evaluate.alert.AlertEvaluation;
import dev.parallax.evaluate.alert.AlertRule;

/**
 * Counts the alarms of a rule over windows. It evaluates the rule as {@link AlertEvaluation} does, but on numbers
 * instead of reports, since millions of windows are simulated. For one thread.
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
     * Evaluates the next window.
     *
     * @param endMillis end of the window
     * @param value value of the rule's metric; NaN if it is not defined
     * @param texts number of texts that the value is based on
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

    /** Number of alarms so far. */
    long fired() {
        return fired;
    }
}
