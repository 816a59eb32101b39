package dev.parallax.job.config;

import static dev.parallax.evaluate.alert.AlertRule.Comparison.ABOVE;
import static dev.parallax.evaluate.alert.AlertRule.Comparison.BELOW;

import dev.parallax.evaluate.QualityMetric;
import dev.parallax.evaluate.TextShare;
import dev.parallax.evaluate.alert.Alert.Severity;
import dev.parallax.evaluate.alert.AlertRule;
import dev.parallax.job.config.option.AlertKeys;
import dev.parallax.job.config.option.AlertReader;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.setting.Setting;
import dev.parallax.job.config.value.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Alert rules on the numbers of the quality reports.
 *
 * @param rules all rules, each with a name of its own
 */
public record AlertsConfig(List<AlertRule> rules) {

    private static final String RUNBOOK = "job/docs/alerts.md#";

    /** The default rules. {@code job/docs/alerts.md} gives the reason of each threshold. */
    public static final AlertsConfig DEFAULT = new AlertsConfig(List.of(
            rule(
                    "low-agreement",
                    QualityMetric.AGREEMENT_POSTSTRATIFIED_HIGH.metric(),
                    BELOW,
                    0.9,
                    0.92,
                    0,
                    100,
                    Severity.CRITICAL),
            rule(
                    "agreement-changed",
                    QualityMetric.DETECTOR_PAGE_HINKLEY.metric(),
                    ABOVE,
                    0,
                    0,
                    0,
                    0,
                    Severity.WARNING),
            rule("class-drift", QualityMetric.DRIFT_CLASS_PSI.metric(), ABOVE, 0.25, 0.2, 0, 2000, Severity.WARNING),
            rule("score-drift", QualityMetric.DRIFT_SCORE_PSI.metric(), ABOVE, 0.2, 0.15, 0, 1000, Severity.WARNING),
            rule(
                    "unknown-tokens",
                    QualityMetric.DRIFT_UNKNOWN_TOKEN_RATE.metric(),
                    ABOVE,
                    0.02,
                    0.015,
                    0,
                    500,
                    Severity.WARNING),
            rule("shadow-failing", TextShare.FAILED.metric(), ABOVE, 0.01, 0.005, 1, 100, Severity.CRITICAL),
            rule("shadow-shedding", TextShare.SHED.metric(), ABOVE, 0.5, 0.4, 5, 100, Severity.INFO)));

    /** Keeps its own list. */
    public AlertsConfig {
        rules = List.copyOf(rules);
    }

    private static AlertRule rule(
            String name,
            String metric,
            AlertRule.Comparison comparison,
            double threshold,
            double resolve,
            int forMinutes,
            long minRecords,
            Severity severity) {
        return new AlertRule(
                name,
                metric,
                comparison,
                threshold,
                resolve,
                Duration.ofMinutes(forMinutes).toMillis(),
                minRecords,
                severity,
                RUNBOOK + name);
    }

    static AlertsConfig from(OptionReader options) {
        Optional<Setting> written = options.settings().find(AlertKeys.ALERTS);
        if (written.isEmpty()) {
            return DEFAULT;
        }
        Setting setting = written.get();
        Problems problems = new Problems();
        List<AlertRule> rules = AlertReader.read(setting.key(), setting.parsed(), setting.origin(), problems);
        problems.found().forEach(options::add);
        return new AlertsConfig(rules);
    }
}
