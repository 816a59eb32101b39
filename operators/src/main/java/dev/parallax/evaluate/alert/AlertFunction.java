package dev.parallax.evaluate.alert;

import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.RuleMetric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates alert rules on each report, and emits alerts that start or end. The input is keyed by {@link #key}.
 *
 * <p>Rules may change between savepoints. One that is gone, or is no longer what it was, is resolved with the next
 * window if its alert is out; one that is new, or is no longer what it was, begins with that window. Alerts of one
 * window leave in the order of the rules' names, resolved ones of rules that are gone first.
 *
 * <p>State of a key: some 250 bytes for each rule.
 */
public final class AlertFunction extends KeyedProcessFunction<String, QualityReport, Alert> {

    private final List<AlertRule> rules;
    private transient @Nullable MapState<String, AlertState> states;
    private transient @Nullable AlertGauges gauges;

    /**
     * @param rules all rules
     * @throws IllegalArgumentException if two have one name, or one has a metric that reports do not have
     */
    public AlertFunction(List<AlertRule> rules) {
        Map<String, AlertRule> byName = new TreeMap<>();
        for (AlertRule rule : rules) {
            if (byName.put(rule.name(), rule) != null) {
                throw new IllegalArgumentException(
                        "Each rule must have a name of its own, and '" + rule.name() + "' is that of two");
            }
            if (RuleMetric.named(rule.metric()).isEmpty()) {
                throw new IllegalArgumentException("The rule '" + rule.name()
                        + "' must have a metric that reports have, not '" + rule.metric() + "'");
            }
        }
        this.rules = new ArrayList<>(byName.values());
    }

    /** The key of alerts: the shadow and the segment. */
    public static String key(QualityReport report) {
        return report.shadow() + "/" + report.segment();
    }

    @Override
    public void open(OpenContext context) {
        states = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("rules", Types.STRING, TypeInformation.of(AlertState.class)));
        gauges = new AlertGauges(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(QualityReport report, Context context, Collector<Alert> out) throws Exception {
        if (report.revision() != 0) {
            return;
        }
        MapState<String, AlertState> kept = states();
        Map<String, AlertState> before = new HashMap<>();
        for (Map.Entry<String, AlertState> entry : kept.entries()) {
            before.put(entry.getKey(), entry.getValue());
        }
        for (AlertState gone : new TreeMap<>(before).values()) {
            if (!rules.contains(gone.rule())) {
                before.remove(gone.rule().name());
                kept.remove(gone.rule().name());
                if (gauges != null) {
                    gauges.update(report, gone.rule().name(), false);
                }
                if (gone.firing()) {
                    out.collect(AlertEvaluation.resolved(gone, report));
                }
            }
        }
        for (AlertRule rule : rules) {
            AlertState state = before.getOrDefault(rule.name(), AlertState.initial(rule));
            AlertEvaluation evaluation = AlertEvaluation.of(state, report);
            if (!evaluation.state().equals(state)) {
                kept.put(rule.name(), evaluation.state());
            }
            if (gauges != null) {
                gauges.update(report, rule.name(), evaluation.state().firing());
            }
            evaluation.alert().ifPresent(out::collect);
        }
    }

    private MapState<String, AlertState> states() {
        if (states == null) {
            throw new IllegalStateException("The function is not open");
        }
        return states;
    }
}
