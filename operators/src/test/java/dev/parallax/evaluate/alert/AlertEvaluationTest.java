package dev.parallax.evaluate.alert;

import static dev.parallax.evaluate.Reports.SLIDE;
import static dev.parallax.evaluate.Reports.counts;
import static dev.parallax.evaluate.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.Reports;
import dev.parallax.evaluate.alert.Alert.Severity;
import dev.parallax.evaluate.alert.Alert.State;
import dev.parallax.evaluate.alert.AlertRule.Comparison;
import dev.parallax.evaluate.f1.MetricValue;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AlertEvaluationTest {

    private static final AlertRule LOW =
            new AlertRule("low", "agreement.rate", Comparison.BELOW, 0.9, 0.92, 0, 500, Severity.CRITICAL, "docs#low");

    private AlertState state = AlertState.initial(LOW);
    private final List<Alert> alerts = new ArrayList<>();

    private void after(QualityReport... reports) {
        for (QualityReport report : reports) {
            AlertEvaluation evaluation = AlertEvaluation.of(state, report);
            state = evaluation.state();
            evaluation.alert().ifPresent(alerts::add);
        }
    }

    private static AlertRule lasting(long forMillis) {
        return new AlertRule(
                "low", "agreement.rate", Comparison.BELOW, 0.9, 0.92, forMillis, 500, Severity.WARNING, "");
    }

    @Test
    void a_rule_fires_once_and_is_resolved_once() {
        // When
        after(report(30, 0.95), report(31, 0.85), report(32, 0.8), report(33, 0.95), report(34, 0.95));
        // Then
        assertThat(alerts)
                .containsExactly(alert(State.FIRED, 0.85, 0.9, 31, 31), alert(State.RESOLVED, 0.95, 0.92, 33, 31));
    }

    private static Alert alert(State state, double value, double threshold, int window, int since) {
        return new Alert(
                state,
                "low",
                "agreement.rate",
                Severity.CRITICAL,
                value,
                threshold,
                "below",
                window * SLIDE - 600_000,
                window * SLIDE,
                since * SLIDE,
                Reports.MODEL,
                "spark-nlp",
                "de",
                "docs#low");
    }

    @Test
    void a_value_at_the_threshold_keeps_the_rule_and_one_between_the_thresholds_resolves_nothing() {
        after(report(1, 0.9), report(2, 0.89), report(3, 0.91), report(4, 0.89), report(5, 0.9199));
        assertThat(alerts).extracting(Alert::state).containsExactly(State.FIRED);
        after(report(6, 0.92));
        assertThat(alerts).extracting(Alert::state).containsExactly(State.FIRED, State.RESOLVED);
    }

    @Test
    void all_windows_of_a_duration_must_break_the_rule() {
        // Given
        state = AlertState.initial(lasting(2 * SLIDE));
        // When
        after(report(1, 0.8), report(2, 0.8), report(3, 0.91), report(4, 0.8), report(5, 0.8));
        // Then
        assertThat(alerts).isEmpty();
        after(report(6, 0.8));
        assertThat(alerts).singleElement().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(State.FIRED);
            assertThat(alert.sinceMillis()).isEqualTo(4 * SLIDE);
            assertThat(alert.windowEndMillis()).isEqualTo(6 * SLIDE);
        });
    }

    @Test
    void a_window_that_says_nothing_neither_fires_nor_resolves() {
        // Given
        List<MetricValue> nothing = List.of(MetricValue.undefined("agreement.rate", "no comparisons"));
        List<MetricValue> low = List.of(MetricValue.of("agreement.rate", 0.1));
        List<MetricValue> high = List.of(MetricValue.of("agreement.rate", 0.99));
        // When
        after(report(1, nothing, counts(1000)), report(2, low, counts(499)), report(3, List.of(), counts(1000)));
        // Then
        assertThat(alerts).isEmpty();
        // When
        after(report(4, 0.8), report(5, nothing, counts(1000)), report(6, high, counts(499)));
        // Then
        assertThat(alerts).extracting(Alert::state).containsExactly(State.FIRED);
        assertThat(state.firing()).isTrue();
    }

    @Test
    void a_window_that_says_nothing_starts_a_duration_again() {
        state = AlertState.initial(lasting(2 * SLIDE));
        after(report(1, 0.8), report(2, 0.8), report(3, List.of(), counts(1000)), report(4, 0.8), report(5, 0.8));
        assertThat(alerts).isEmpty();
        after(report(6, 0.8));
        assertThat(alerts).hasSize(1);
    }

    @Test
    void revisions_say_nothing() {
        // Given
        List<MetricValue> low = List.of(MetricValue.of("agreement.rate", 0.1));
        // When
        after(Reports.report(2, 1, low, counts(1000)));
        // Then
        assertThat(alerts).isEmpty();
        assertThat(state).isEqualTo(AlertState.initial(LOW));
    }

    @Test
    void windows_that_come_again_or_out_of_order_say_nothing() {
        after(report(5, 0.95), report(4, 0.1), report(5, 0.1));
        assertThat(alerts).isEmpty();
        assertThat(state.lastEndMillis()).isEqualTo(5 * SLIDE);
    }

    @Test
    void a_rule_above_is_the_mirror_of_one_below() {
        state = AlertState.initial(
                new AlertRule("high", "agreement.rate", Comparison.ABOVE, 0.5, 0.4, 0, 0, Severity.INFO, ""));
        after(report(1, 0.5), report(2, 0.51), report(3, 0.41), report(4, 0.4), report(5, 0.51));
        assertThat(alerts).extracting(Alert::state).containsExactly(State.FIRED, State.RESOLVED, State.FIRED);
        assertThat(alerts).extracting(Alert::threshold).containsExactly(0.5, 0.4, 0.5);
    }

    @Property
    void fired_and_resolved_take_turns_and_each_is_justified_by_its_own_window(
            @ForAll @Size(max = 60) List<@DoubleRange(min = 0.85, max = 0.95) Double> agreements,
            @ForAll @IntRange(max = 4) int slides) {
        // Given
        AlertRule rule = lasting(slides * SLIDE);
        AlertState now = AlertState.initial(rule);
        State last = State.RESOLVED;
        for (int window = 0; window < agreements.size(); window++) {
            // When
            AlertEvaluation evaluation = AlertEvaluation.of(now, report(window, agreements.get(window)));
            now = evaluation.state();
            // Then
            if (evaluation.alert().isPresent()) {
                Alert alert = evaluation.alert().get();
                assertThat(alert.state()).isNotEqualTo(last);
                last = alert.state();
                if (last == State.RESOLVED) {
                    assertThat(agreements.get(window)).isGreaterThanOrEqualTo(0.92);
                } else {
                    assertThat(window).isGreaterThanOrEqualTo(slides);
                    assertThat(agreements.subList(window - slides, window + 1)).allMatch(value -> value < 0.9);
                }
            }
            assertThat(now.firing()).isEqualTo(last == State.FIRED);
        }
    }
}
