package dev.parallax.evaluate.f1;

/**
 * A number with its full name. There is one policy for what is not defined: the value is NaN, and a reason says why; in
 * JSON it is {@code null}, with the reason beside it. An alert rule never fires on it.
 *
 * @param name the name by which reports, alert rules, metrics and the dashboard know it, such as {@code agreement.rate}
 * @param value the number; NaN where it is not defined
 * @param reason why it is not defined, one sentence; empty where it is
 */
public record MetricValue(String name, double value, String reason) {

    /** Checks that there is a reason exactly where there is no value. */
    public MetricValue {
        if (Double.isNaN(value) == reason.isEmpty()) {
            throw new IllegalArgumentException("The metric " + name + " must have a value or a reason, and has " + value
                    + " and '" + reason + "'");
        }
    }

    /** A number that is defined. */
    public static MetricValue of(String name, double value) {
        return new MetricValue(name, value, "");
    }

    /** A number that is not defined. */
    public static MetricValue undefined(String name, String reason) {
        return new MetricValue(name, Double.NaN, reason);
    }

    /** Whether there is a number. */
    public boolean defined() {
        return reason.isEmpty();
    }

    /** The same under another name. */
    public MetricValue named(String other) {
        return new MetricValue(other, value, reason);
    }

    /** The same below a prefix, with a dot between them. */
    public MetricValue below(String prefix) {
        return new MetricValue(prefix + "." + name, value, reason);
    }
}
