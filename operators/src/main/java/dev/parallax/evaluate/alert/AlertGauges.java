package dev.parallax.evaluate.alert;

import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.SegmentGroups;
import dev.parallax.observe.MetricNames;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Shows which alert rules are broken as gauges, in the groups {@code model}, {@code shadow}, {@code segment} and
 * {@code rule}: 1 while an alert is out, else 0. Updated after every window, not only when that changes: gauges do not
 * outlive a restart. Used by the operator's thread; gauges may be read by any.
 */
public final class AlertGauges {

    private final SegmentGroups groups;
    private final Map<MetricGroup, Map<String, Firing>> rules = new HashMap<>();

    /** @param operator the group of the operator */
    public AlertGauges(MetricGroup operator) {
        this.groups = new SegmentGroups(operator);
    }

    /**
     * Shows how it is with a rule. Rules of segments that have no gauges are not shown.
     *
     * @param report what the rule was held against
     * @param rule the rule's name
     * @param firing whether its alert is out
     */
    public void update(QualityReport report, String rule, boolean firing) {
        groups.of(report)
                .ifPresent(group -> rules.computeIfAbsent(group, unused -> new HashMap<>())
                        .computeIfAbsent(rule, name -> new Firing(group.addGroup(MetricNames.RULE_GROUP, name)))
                        .now = firing);
    }

    /** The state of one alert: firing or not. */
    private static final class Firing {

        private volatile boolean now;

        Firing(MetricGroup group) {
            group.gauge(MetricNames.ALERT_FIRING, (Gauge<Integer>) () -> now ? 1 : 0);
        }
    }
}
