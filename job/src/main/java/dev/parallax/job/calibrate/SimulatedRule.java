package dev.parallax.job.calibrate;

import dev.parallax.evaluate.QualityMetric;
import dev.parallax.evaluate.RuleMetric;
import dev.parallax.evaluate.TextCount;
import dev.parallax.evaluate.alert.AlertRule;
import java.util.Set;

/**
 * An alert rule that is evaluated on a simulated stream.
 *
 * @param rule the rule
 * @param detectors index of the stream's detectors that it uses, if any
 */
record SimulatedRule(AlertRule rule, int detectors) {

    static final String PAGE_HINKLEY = QualityMetric.DETECTOR_PAGE_HINKLEY.metric();
    static final String ADWIN = QualityMetric.DETECTOR_ADWIN.metric();

    private static final Set<String> DETECTORS = Set.of(PAGE_HINKLEY, ADWIN);

    /** Whether the rule's metric is simulated. */
    static boolean simulated(AlertRule rule) {
        return DETECTORS.contains(rule.metric())
                || SimulatedMetric.named(rule.metric()).isPresent();
    }

    /** Evaluates the rule on the newest window and returns whether it fires. */
    boolean evaluate(SimulatedStream stream, RuleCounter counter) {
        return counter.after(stream.endMillis(), value(stream), texts(stream));
    }

    private double value(SimulatedStream stream) {
        if (rule.metric().equals(PAGE_HINKLEY)) {
            return stream.detectors(detectors).pageHinkleyChanges();
        }
        if (rule.metric().equals(ADWIN)) {
            return stream.detectors(detectors).adwinChanges();
        }
        return SimulatedMetric.named(rule.metric())
                .map(stream::value)
                .orElseThrow(() -> new IllegalStateException(rule.metric() + " is not simulated"));
    }

    private long texts(SimulatedStream stream) {
        boolean ofAll = RuleMetric.named(rule.metric())
                .map(metric -> metric.basis().equals(TextCount.RECORDS.metric()))
                .orElse(true);
        return ofAll ? stream.records() : stream.compared();
    }
}
