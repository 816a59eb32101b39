package dev.parallax.evaluate.alert;

import dev.parallax.evaluate.RuleMetric;
import dev.parallax.evaluate.alert.Alert.Severity;
import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;

/**
 * An alert rule: a metric, a threshold, a hysteresis.
 *
 * @param name its name, one of its own
 * @param metric name of the number, one of {@link RuleMetric#names()}
 * @param comparison on which side of the threshold the number breaks the rule
 * @param threshold what the number must pass to break the rule
 * @param resolveThreshold what it must come back to before the rule counts as kept again: the threshold itself, or
 *     beyond it so that a number on the edge does not fire again and again
 * @param forMillis how long windows must have broken the rule before it fires, 0 for the first one
 * @param minRecords fewest texts of a window that the number must be taken of: compared ones for agreement, labelled
 *     ones for what labels give, and so on
 * @param severity how bad it is
 * @param runbook where it is written what to do; empty if nowhere
 */
public record AlertRule(
        String name,
        String metric,
        Comparison comparison,
        double threshold,
        double resolveThreshold,
        long forMillis,
        long minRecords,
        Severity severity,
        String runbook)
        implements Serializable {

    /** A side of a threshold. */
    public enum Comparison {
        /** More than the threshold. */
        ABOVE,
        /** Less than the threshold. */
        BELOW;

        private boolean broken(double value, double threshold) {
            return this == ABOVE ? value > threshold : value < threshold;
        }

        /** As it is written: in lower case. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Checks that the parts fit each other; a message begins with the name by which the configuration knows the part.
     */
    public AlertRule {
        require(!name.isBlank(), "name", "a name of one character or more", "'" + name + "'");
        require(Double.isFinite(threshold), comparison.toString(), "a finite number", threshold);
        require(
                Double.isFinite(resolveThreshold) && !comparison.broken(resolveThreshold, threshold),
                "resolve",
                (comparison == Comparison.ABOVE ? "at most " : "at least ") + threshold + ", where the rule fires",
                resolveThreshold);
        require(forMillis >= 0, "for", "0 or longer", forMillis + " ms");
        require(minRecords >= 0, "min-records", "0 texts or more", minRecords);
    }

    private static void require(boolean right, String part, String expected, Object found) {
        if (!right) {
            throw new IllegalArgumentException(part + " must be " + expected + ", and is " + found);
        }
    }

    /** A rule that resolves at the threshold where it fires. */
    public static AlertRule of(
            String name,
            String metric,
            Comparison comparison,
            double threshold,
            Duration forDuration,
            long minRecords,
            Severity severity,
            String runbook) {
        return new AlertRule(
                name, metric, comparison, threshold, threshold, forDuration.toMillis(), minRecords, severity, runbook);
    }

    /** Whether a number breaks the rule; one that is not defined does not. */
    public boolean brokenBy(double value) {
        return comparison.broken(value, threshold);
    }

    /** Whether a number ends an alert; one that is not defined does not. */
    public boolean resolvedBy(double value) {
        return !Double.isNaN(value) && !comparison.broken(value, resolveThreshold);
    }
}
