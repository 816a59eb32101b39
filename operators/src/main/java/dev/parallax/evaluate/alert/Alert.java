package dev.parallax.evaluate.alert;

import dev.parallax.infer.model.ModelId;

/**
 * A rule that began or ceased to be broken.
 *
 * @param state whether it began or ceased
 * @param rule the rule's name
 * @param metric name of the number that it watches
 * @param severity how bad it is, as the rule says
 * @param value the number in the window at hand
 * @param threshold what it was compared with
 * @param comparison {@code above} or {@code below}
 * @param windowStartMillis first millisecond of the window at hand, epoch
 * @param windowEndMillis first millisecond after it
 * @param sinceMillis end of the first of the windows that broke the rule without a break, epoch
 * @param model the primary's model
 * @param shadow name of what is compared with it
 * @param segment value of the key field that the texts share; empty for all texts
 * @param runbook where it is written what to do; empty if nowhere
 */
public record Alert(
        State state,
        String rule,
        String metric,
        Severity severity,
        double value,
        double threshold,
        String comparison,
        long windowStartMillis,
        long windowEndMillis,
        long sinceMillis,
        ModelId model,
        String shadow,
        String segment,
        String runbook) {

    /** The state that the alert reports. */
    public enum State {
        FIRED,
        RESOLVED
    }

    /** The severity of a broken rule. */
    public enum Severity {
        INFO,
        WARNING,
        CRITICAL
    }
}
