package dev.parallax.evaluate.alert;

import static dev.parallax.evaluate.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.Reports;
import dev.parallax.evaluate.alert.Alert.Severity;
import dev.parallax.evaluate.alert.Alert.State;
import dev.parallax.evaluate.alert.AlertRule.Comparison;
import dev.parallax.evaluate.f1.MetricValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class AlertFunctionTest {

    private static final AlertRule LOW = rule("low", 0.9, Duration.ZERO);
    private static final AlertRule VERY_LOW = rule("very-low", 0.5, Duration.ofMillis(2 * Reports.SLIDE));

    private static AlertRule rule(String name, double below, Duration lasting) {
        return AlertRule.of(name, "agreement.rate", Comparison.BELOW, below, lasting, 100, Severity.WARNING, "");
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, QualityReport, Alert> harness(AlertRule... rules)
            throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new AlertFunction(List.of(rules))), AlertFunction::key, Types.STRING);
        harness.getExecutionConfig()
                .getSerializerConfig()
                .configure(
                        new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
                        AlertFunctionTest.class.getClassLoader());
        return harness;
    }

    private static List<Alert> alerts(
            KeyedOneInputStreamOperatorTestHarness<String, QualityReport, Alert> harness, QualityReport... reports)
            throws Exception {
        int before = harness.extractOutputValues().size();
        for (QualityReport report : reports) {
            harness.processElement(report, report.endMillis());
        }
        List<Alert> all = new ArrayList<>(harness.extractOutputValues());
        return all.subList(before, all.size());
    }

    @Test
    void each_rule_fires_once_and_is_resolved_once() throws Exception {
        try (var harness = harness(VERY_LOW, LOW)) {
            harness.open();
            assertThat(alerts(
                            harness,
                            report(1, 0.95),
                            report(2, 0.4),
                            report(3, 0.4),
                            report(4, 0.4),
                            report(5, 0.4),
                            report(6, 0.95),
                            report(7, 0.95)))
                    .extracting(Alert::rule, Alert::state, Alert::windowEndMillis)
                    .containsExactly(
                            tuple("low", State.FIRED, 2 * Reports.SLIDE),
                            tuple("very-low", State.FIRED, 4 * Reports.SLIDE),
                            tuple("low", State.RESOLVED, 6 * Reports.SLIDE),
                            tuple("very-low", State.RESOLVED, 6 * Reports.SLIDE));
        }
    }

    @Test
    void segments_are_apart() throws Exception {
        // Given
        QualityReport german = report(1, 0.1);
        QualityReport other = new QualityReport(
                german.startMillis(),
                german.endMillis(),
                german.slideMillis(),
                german.model(),
                german.shadow(),
                "other",
                0,
                true,
                german.labels(),
                german.counts(),
                List.of(),
                List.of(),
                german.values(),
                List.of(),
                List.of(),
                null);
        try (var harness = harness(LOW)) {
            harness.open();
            // When
            List<Alert> alerts = alerts(harness, german, other, german);
            // Then
            assertThat(alerts).extracting(Alert::segment).containsExactly("de", "other");
            assertThat(AlertFunction.key(german)).isEqualTo("spark-nlp/de");
        }
    }

    @Test
    void a_restored_job_goes_on_where_it_was() throws Exception {
        // Given
        OperatorSubtaskState snapshot;
        try (var harness = harness(LOW, VERY_LOW)) {
            harness.open();
            assertThat(alerts(harness, report(1, 0.4), report(2, 0.4))).hasSize(1);
            snapshot = harness.snapshot(1, 1);
        }
        // When
        try (var harness = harness(LOW, VERY_LOW)) {
            harness.initializeState(snapshot);
            harness.open();
            // Then
            assertThat(alerts(harness, report(2, 0.4), report(3, 0.4), report(4, 0.99)))
                    .extracting(Alert::rule, Alert::state, Alert::windowEndMillis)
                    .containsExactly(
                            tuple("very-low", State.FIRED, 3 * Reports.SLIDE),
                            tuple("low", State.RESOLVED, 4 * Reports.SLIDE),
                            tuple("very-low", State.RESOLVED, 4 * Reports.SLIDE));
        }
    }

    @Test
    void what_a_rule_that_is_gone_or_was_changed_has_out_is_resolved() throws Exception {
        // Given
        OperatorSubtaskState snapshot;
        AlertRule gone = rule("gone", 0.8, Duration.ZERO);
        AlertRule kept = rule("quiet", 0.1, Duration.ZERO);
        try (var harness = harness(LOW, gone, kept)) {
            harness.open();
            assertThat(alerts(harness, report(1, 0.4))).hasSize(2);
            snapshot = harness.snapshot(1, 1);
        }
        // When
        AlertRule changed = rule("low", 0.45, Duration.ZERO);
        AlertRule added = rule("new", 0.7, Duration.ZERO);
        try (var harness = harness(changed, kept, added)) {
            harness.initializeState(snapshot);
            harness.open();
            // Then
            assertThat(alerts(harness, report(2, 0.4), report(3, 0.4)))
                    .extracting(Alert::rule, Alert::state, Alert::threshold)
                    .containsExactly(
                            tuple("gone", State.RESOLVED, 0.8),
                            tuple("low", State.RESOLVED, 0.9),
                            tuple("low", State.FIRED, 0.45),
                            tuple("new", State.FIRED, 0.7));
        }
    }

    @Test
    void revisions_move_nothing() throws Exception {
        // Given
        List<MetricValue> low = List.of(MetricValue.of("agreement.rate", 0.1));
        Map<String, Long> counts = Reports.counts(1000);
        try (var harness = harness(LOW)) {
            harness.open();
            // Then
            assertThat(alerts(harness, report(2, 3, low, counts))).isEmpty();
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void rules_that_cannot_be_told_apart_or_watch_nothing_are_errors() {
        assertThatThrownBy(() -> new AlertFunction(List.of(LOW, LOW)))
                .hasMessage("Each rule must have a name of its own, and 'low' is that of two");
        AlertRule nothing = AlertRule.of("r", "agrement", Comparison.BELOW, 1, Duration.ZERO, 0, Severity.INFO, "");
        assertThatThrownBy(() -> new AlertFunction(List.of(nothing)))
                .hasMessage("The rule 'r' must have a metric that reports have, not 'agrement'");
    }
}
