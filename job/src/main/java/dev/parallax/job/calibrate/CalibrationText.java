package dev.parallax.job.calibrate;

import dev.parallax.evaluate.alert.AlertRule;
import dev.parallax.job.calibrate.CalibrationReport.RuleResult;
import dev.parallax.job.calibrate.DetectionDelays.Delays;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.flink.util.TimeUtils;

/** Formats a calibration report as text. For one thread and one use. */
public final class CalibrationText {

    private static final double MINUTE = 60_000;

    private final CalibrationReport report;
    private final SimulationPlan plan;
    private final StringBuilder out = new StringBuilder();

    private CalibrationText(CalibrationReport report) {
        this.report = report;
        this.plan = report.plan();
    }

    /** The report as Markdown tables and lines of YAML. */
    public static String of(CalibrationReport report) {
        return new CalibrationText(report).markdown();
    }

    private String markdown() {
        conditions();
        rules();
        report.delays().ifPresent(this::delays);
        yaml();
        return out.toString();
    }

    private void conditions() {
        Traffic traffic = plan.traffic();
        line(
                "%s records a second, %s of them compared, agreement %s, %d classes; windows of %s that slide by %s;"
                        + " a reference of %.0f records.",
                number(traffic.recordsPerSecond()),
                number(traffic.comparedShare()),
                number(traffic.agreement()),
                traffic.classes().size(),
                duration(plan.layout().sizeMillis()),
                duration(plan.layout().slideMillis()),
                plan.referenceRecords());
        line(
                "%d simulations of %d days proposed thresholds, as many others chose among them, and as many "
                        + "again measured the"
                        + " chosen ones: the figures below. Each day has a reference of its own. Seed %d.",
                plan.simulations(), plan.days(), plan.seed());
    }

    private void rules() {
        boolean seen = !plan.observed().isEmpty();
        line(
                "%n| Metric | Alarm | Resolved | False alarms in %d days |%s",
                plan.days(),
                seen
                        ? String.format(
                                Locale.ROOT, " On %d reports |", plan.observed().size())
                        : "");
        line("| --- | --- | --- | --- |%s", seen ? " --- |" : "");
        for (RuleResult row : report.rows()) {
            line(
                    "| %s | %s | %s | %s |%s",
                    name(row),
                    alarm(row),
                    sign(row.rule(), true) + " " + number(row.rule().resolveThreshold()),
                    row.falseAlarms().isPresent()
                            ? String.format(
                                    Locale.ROOT, "%.2f", row.falseAlarms().getAsDouble())
                            : "not simulated",
                    row.onReports().isPresent() ? " " + row.onReports().getAsLong() + " |" : "");
        }
    }

    private static String name(RuleResult row) {
        AlertRule rule = row.rule();
        return row.calibrated() ? "`" + rule.metric() + "`" : "rule `" + rule.name() + "`: `" + rule.metric() + "`";
    }

    private String alarm(RuleResult row) {
        AlertRule rule = row.rule();
        String alarm = sign(rule, false) + " " + number(rule.threshold());
        Detectors detectors = row.calibrated() ? report.found() : plan.detectors();
        if (rule.metric().equals(SimulatedRule.PAGE_HINKLEY)) {
            return alarm + ", λ = " + number(detectors.pageHinkley().lambda()) + " with δ = "
                    + number(detectors.pageHinkley().delta());
        }
        if (rule.metric().equals(SimulatedRule.ADWIN)) {
            return alarm + ", δ = " + number(detectors.adwinDelta());
        }
        return rule.forMillis() == 0 ? alarm : alarm + " for " + duration(rule.forMillis());
    }

    private static String sign(AlertRule rule, boolean resolves) {
        boolean above = rule.comparison() == AlertRule.Comparison.ABOVE;
        return resolves ? (above ? "≤" : "≥") : (above ? ">" : "<");
    }

    private void delays(DetectionDelays delays) {
        line(
                "%n| Drift %s | Median delay, min | 90 %% within, min | Missed within a day | False alarms in "
                        + "%d days |",
                plan.shift().map(TrafficShift::toString).orElse(""), plan.days());
        line("| --- | --- | --- | --- | --- |");
        for (int i = 0; i < delays.rules().size(); i++) {
            RuleResult row = report.rows().get(i);
            delay(
                    name(row),
                    delays.rules().get(i),
                    String.format(Locale.ROOT, "%.2f", row.falseAlarms().orElse(0)));
        }
        delay("at random, once in " + plan.days() + " days", delays.random(), "1");
        delay(
                "on every window",
                delays.always(),
                String.valueOf(plan.millis() / plan.layout().slideMillis()));
    }

    private void delay(String name, Delays delays, String falseAlarms) {
        line(
                "| %s | %s | %s | %.0f %% | %s |",
                name, minutes(delays.quantile(0.5)), minutes(delays.quantile(0.9)), 100 * delays.missed(), falseAlarms);
    }

    private static String minutes(double millis) {
        return Double.isInfinite(millis) ? "–" : String.format(Locale.ROOT, "%.1f", millis / MINUTE);
    }

    private void yaml() {
        line("%n    quality:");
        line(
                "      page-hinkley.lambda: %s",
                number(report.found().pageHinkley().lambda()));
        line("      adwin.delta: %s", number(report.found().adwinDelta()));
        line("    alerts:");
        List<RuleResult> calibrated =
                report.rows().stream().filter(RuleResult::calibrated).toList();
        for (RuleResult row : calibrated) {
            AlertRule rule = row.rule();
            line(
                    "      - {name: %s, metric: %s, %s: %s, resolve: %s, min-records: %d}",
                    rule.name(),
                    rule.metric(),
                    rule.comparison(),
                    number(rule.threshold()),
                    number(rule.resolveThreshold()),
                    rule.minRecords());
        }
    }

    /** The shortest decimal representation of a number. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }

    private static String duration(long millis) {
        return TimeUtils.formatWithHighestUnit(Duration.ofMillis(millis));
    }

    private void line(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
