package dev.parallax.evaluate.alert;

import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.RuleMetric;
import dev.parallax.evaluate.alert.Alert.State;
import java.util.Optional;

/**
 * The evaluation of an alert rule on a window's report.
 *
 * <p>A rule fires when a window breaks it and all windows that ended within its duration did. It is resolved by the
 * first window whose number is past its resolve threshold. A window whose number is not defined, or is taken of too few
 * texts, says nothing: it neither fires nor resolves, and as it did not break the rule, a duration that was running
 * starts again. Revisions say nothing either, nor do windows that come again or that end before one that was seen.
 * Where windows are missing, because no texts came, nothing happens: an alert stays as it is.
 *
 * @param state how far the rule has come with it
 * @param alert the alert to emit, if any
 */
public record AlertEvaluation(AlertState state, Optional<Alert> alert) {

    /** Evaluates a rule. */
    public static AlertEvaluation of(AlertState before, QualityReport report) {
        long end = report.endMillis();
        if (report.revision() != 0 || end <= before.lastEndMillis()) {
            return new AlertEvaluation(before, Optional.empty());
        }
        AlertRule rule = before.rule();
        double value = value(rule, report);
        if (before.firing()) {
            if (rule.resolvedBy(value)) {
                return new AlertEvaluation(
                        new AlertState(rule, end, AlertState.NONE, false), Optional.of(resolved(before, report)));
            }
            return new AlertEvaluation(new AlertState(rule, end, before.sinceMillis(), true), Optional.empty());
        }
        if (!rule.brokenBy(value)) {
            return new AlertEvaluation(new AlertState(rule, end, AlertState.NONE, false), Optional.empty());
        }
        long since = before.sinceMillis() == AlertState.NONE ? end : before.sinceMillis();
        boolean fires = end - since >= rule.forMillis();
        return new AlertEvaluation(
                new AlertState(rule, end, since, fires),
                fires
                        ? Optional.of(alert(State.FIRED, rule, rule.threshold(), value, since, report))
                        : Optional.empty());
    }

    /** That an alert which is out is over: because of its number, or because there is no such rule any more. */
    static Alert resolved(AlertState before, QualityReport report) {
        AlertRule rule = before.rule();
        return alert(State.RESOLVED, rule, rule.resolveThreshold(), value(rule, report), before.sinceMillis(), report);
    }

    /** The number; NaN where it says nothing, or where reports have it no longer. */
    private static double value(AlertRule rule, QualityReport report) {
        return RuleMetric.named(rule.metric())
                .filter(metric -> metric.texts(report) >= rule.minRecords())
                .map(metric -> metric.value(report).value())
                .orElse(Double.NaN);
    }

    private static Alert alert(
            State state, AlertRule rule, double threshold, double value, long since, QualityReport report) {
        return new Alert(
                state,
                rule.name(),
                rule.metric(),
                rule.severity(),
                value,
                threshold,
                rule.comparison().toString(),
                report.startMillis(),
                report.endMillis(),
                since,
                report.model(),
                report.shadow(),
                report.segment(),
                rule.runbook());
    }
}
