package dev.parallax.evaluate.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.Reports;
import dev.parallax.evaluate.RuleMetric;
import dev.parallax.evaluate.alert.Alert.Severity;
import dev.parallax.evaluate.alert.AlertRule.Comparison;
import dev.parallax.evaluate.f1.MetricValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertRuleTest {

    private static AlertRule rule(
            String name, Comparison comparison, double threshold, double resolve, long forMillis, long minRecords) {
        return new AlertRule(name, "late", comparison, threshold, resolve, forMillis, minRecords, Severity.INFO, "");
    }

    @Test
    void a_rule_resolves_where_it_fires_unless_told_otherwise() {
        assertThat(AlertRule.of("r", "late", Comparison.ABOVE, 5, Duration.ofMinutes(1), 10, Severity.INFO, "book"))
                .isEqualTo(new AlertRule("r", "late", Comparison.ABOVE, 5, 5, 60_000, 10, Severity.INFO, "book"));
    }

    @Test
    void parts_that_do_not_fit_are_errors_that_name_them() {
        assertThatThrownBy(() -> rule(" ", Comparison.ABOVE, 1, 1, 0, 0)).hasMessageStartingWith("name must be");
        assertThatThrownBy(() -> rule("r", Comparison.ABOVE, Double.NaN, 1, 0, 0))
                .hasMessage("above must be a finite number, and is NaN");
        assertThatThrownBy(() -> rule("r", Comparison.ABOVE, 1, 1.5, 0, 0))
                .hasMessage("resolve must be at most 1.0, where the rule fires, and is 1.5");
        assertThatThrownBy(() -> rule("r", Comparison.BELOW, 1, 0.5, 0, 0))
                .hasMessage("resolve must be at least 1.0, where the rule fires, and is 0.5");
        assertThatThrownBy(() -> rule("r", Comparison.BELOW, 1, 1, -1, 0)).hasMessageStartingWith("for must be");
        assertThatThrownBy(() -> rule("r", Comparison.BELOW, 1, 1, 0, -1))
                .hasMessageStartingWith("min-records must be");
    }

    @Test
    void what_is_not_defined_neither_breaks_nor_resolves() {
        AlertRule rule = rule("r", Comparison.BELOW, 1, 1, 0, 0);
        assertThat(rule.brokenBy(Double.NaN)).isFalse();
        assertThat(rule.resolvedBy(Double.NaN)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "shedShare, 0.2, sampled",
        "failedShare, 0.1, sampled",
        "noClassShare, 0.5, compared",
        "lateShare, 0.05, records",
        "late, 5, records",
        "agreement.rate, 0.75, compared"
    })
    void a_metric_is_a_value_a_count_or_a_share_of_counts(String name, double expected, String basis) {
        // Given
        QualityReport report = Reports.report(
                1,
                List.of(MetricValue.of("agreement.rate", 0.75)),
                Map.of(
                        "records",
                        100L,
                        "sampled",
                        50L,
                        "compared",
                        20L,
                        "shed",
                        10L,
                        "failed",
                        5L,
                        "noClass",
                        10L,
                        "late",
                        5L));
        // When
        RuleMetric metric = RuleMetric.named(name).orElseThrow();
        // Then
        assertThat(metric.basis()).isEqualTo(basis);
        assertThat(metric.value(report)).isEqualTo(MetricValue.of(name, expected));
        assertThat(metric.texts(report)).isIn(100L, 50L, 20L);
    }

    @Test
    void a_share_of_nothing_and_a_number_that_a_report_has_not_are_undefined() {
        QualityReport report = Reports.report(1, List.of(), Map.of());
        assertThat(RuleMetric.named("shedShare").orElseThrow().value(report))
                .isEqualTo(MetricValue.undefined("shedShare", "no texts among 'sampled'"));
        assertThat(RuleMetric.named("agreement.rate").orElseThrow().value(report))
                .isEqualTo(MetricValue.undefined("agreement.rate", "no such number in the report"));
    }

    @Test
    void names_are_those_of_the_reports_and_a_class_may_stand_at_the_end() {
        assertThat(RuleMetric.names()).allMatch(name -> RuleMetric.named(name).isPresent());
        assertThat(RuleMetric.named("f1.shadowVsLabels.spark.f1ByLabel.very positive"))
                .contains(new RuleMetric("f1.shadowVsLabels.spark.f1ByLabel.very positive", "labelled"));
        assertThat(RuleMetric.named("f1.shadowVsPrimary.keras.f1.macro"))
                .contains(new RuleMetric("f1.shadowVsPrimary.keras.f1.macro", "compared"));
        assertThat(RuleMetric.named("f1.shadowVsLabels.spark.f1ByLabel.")).isEmpty();
        assertThat(RuleMetric.named("agreement")).isEmpty();
    }
}
