package dev.parallax.evaluate.alert;

/**
 * The state of an alert rule for the windows of one segment. Immutable; Flink keeps it as state.
 *
 * @param rule the rule as it was when this was written: a rule that was changed since is another one
 * @param lastEndMillis end of the latest window that it has seen, epoch; {@link #NONE} before the first
 * @param sinceMillis end of the first of the windows that broke it without a break; {@link #NONE} where the latest did
 *     not
 * @param firing whether its alert is out and not resolved
 */
public record AlertState(AlertRule rule, long lastEndMillis, long sinceMillis, boolean firing) {

    /** A time that there is none of. */
    public static final long NONE = Long.MIN_VALUE;

    /** As it is before any window. */
    public static AlertState initial(AlertRule rule) {
        return new AlertState(rule, NONE, NONE, false);
    }
}
