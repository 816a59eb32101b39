package dev.parallax.job.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.evaluate.alert.Alert.Severity;
import dev.parallax.evaluate.alert.AlertRule;
import dev.parallax.evaluate.alert.AlertRule.Comparison;
import dev.parallax.evaluate.stats.Adwin;
import dev.parallax.evaluate.stats.PageHinkley;
import dev.parallax.job.calibrate.CalibrationReport.RuleResult;
import dev.parallax.job.calibrate.DetectionDelays.Delays;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CalibrationTest {

    private static final WindowLayout LAYOUT = new WindowLayout(300_000, 60_000);
    private static final Detectors DETECTORS = new Detectors(PageHinkley.Options.DEFAULT, Adwin.DEFAULT_DELTA);
    private static final AlertRule RULE =
            AlertRule.of("half", "agreement.rate", Comparison.BELOW, 0.5, Duration.ZERO, 100, Severity.CRITICAL, "");
    private static final AlertRule OTHER =
            AlertRule.of("late", "lateShare", Comparison.ABOVE, 0.1, Duration.ZERO, 0, Severity.INFO, "");

    private static SimulationPlan plan(int days, int simulations, long seed, String drift) {
        return new SimulationPlan(
                TrafficTest.USUAL,
                LAYOUT,
                days,
                simulations,
                1200,
                seed,
                DETECTORS,
                List.of(RULE, OTHER),
                drift.isEmpty() ? Optional.empty() : Optional.of(TrafficShift.parse(drift)),
                8,
                List.of());
    }

    private static CalibrationReport run(SimulationPlan plan) {
        return new Calibration(plan, line -> {}).run();
    }

    private static RuleResult row(CalibrationReport report, String metric) {
        return report.rows().stream()
                .filter(row -> row.calibrated() && row.rule().metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }

    private static Delays delays(CalibrationReport report, String metric) {
        return report.delays().orElseThrow().rules().get(report.rows().indexOf(row(report, metric)));
    }

    @Test
    void the_same_seed_produces_the_same_figures_and_another_one_others() {
        String first = CalibrationJson.of(run(plan(1, 3, 7, "")));
        assertThat(CalibrationJson.of(run(plan(1, 3, 7, "")))).isEqualTo(first);
        assertThat(CalibrationJson.of(run(plan(1, 3, 8, "")))).isNotEqualTo(first);
    }

    @Test
    void thresholds_lie_outside_of_what_is_usual_and_fire_seldom_on_other_traffic() {
        // When
        CalibrationReport report = run(plan(2, 24, 1, ""));
        // Then
        AlertRule agreement = row(report, "agreement.rate").rule();
        assertThat(agreement.comparison()).isEqualTo(Comparison.BELOW);
        // 1200 texts of 0.9: four standard deviations are 0.035
        assertThat(agreement.threshold()).isBetween(0.86, 0.88);
        assertThat(agreement.resolveThreshold()).isBetween(agreement.threshold(), 0.9);
        assertThat(agreement.minRecords()).isEqualTo(960);
        assertThat(row(report, "drift.predictedClass.psi").rule().threshold()).isBetween(0.005, 0.03);
        assertThat(row(report, "drift.score.ks").rule().threshold())
                .isBetween(0.05 + Calibration.SKETCH_ERROR, 0.12 + Calibration.SKETCH_ERROR);
        assertThat(report.found().pageHinkley().lambda()).isBetween(15.0, 90.0);
        assertThat(report.found().adwinDelta()).isBetween(1e-7, 0.1);
        assertThat(report.rows().stream().filter(RuleResult::calibrated).toList())
                .hasSize(SimulatedMetric.values().length + 2)
                .allSatisfy(row -> assertThat(row.falseAlarms().orElseThrow()).isLessThanOrEqualTo(1.5));
        assertThat(report.rows().stream().filter(row -> !row.calibrated()).toList())
                .extracting(RuleResult::rule)
                .containsExactly(RULE, OTHER);
        assertThat(row(report, "detector.adwin").rule().threshold()).isZero();
        assertThat(report.rows().get(report.rows().size() - 2).falseAlarms()).hasValue(0);
        assertThat(report.rows().get(report.rows().size() - 1).falseAlarms()).isEmpty();
    }

    @Test
    void more_patience_needs_stricter_thresholds() {
        // Given
        List<String> metrics = List.of("drift.predictedClass.psi", "drift.score.psi", "drift.tokens.psi");
        // When
        CalibrationReport often = run(plan(1, 6, 3, ""));
        CalibrationReport seldom = run(plan(10, 6, 3, ""));
        // Then
        assertThat(metrics)
                .allSatisfy(metric -> assertThat(row(seldom, metric).rule().threshold())
                        .isGreaterThan(row(often, metric).rule().threshold()));
        assertThat(row(seldom, "agreement.rate").rule().threshold())
                .isLessThan(row(often, "agreement.rate").rule().threshold());
        assertThat(seldom.found().pageHinkley().lambda())
                .isGreaterThan(often.found().pageHinkley().lambda());
        assertThat(seldom.found().adwinDelta()).isLessThan(often.found().adwinDelta());
    }

    @Test
    void a_drift_is_found_sooner_than_by_chance_and_by_what_it_concerns() {
        // When
        CalibrationReport report = run(plan(2, 4, 5, "agreement-0.1"));
        // Then
        assertThat(delays(report, "agreement.rate").quantile(0.9)).isLessThanOrEqualTo(5 * 60_000.0);
        assertThat(delays(report, "detector.pageHinkley").quantile(0.9)).isLessThanOrEqualTo(10 * 60_000.0);
        assertThat(delays(report, "detector.adwin").quantile(0.9)).isLessThanOrEqualTo(10 * 60_000.0);
        DetectionDelays all = report.delays().orElseThrow();
        assertThat(all.always().millis()).containsOnly(60_000.0);
        assertThat(all.random().quantile(0.5))
                .isGreaterThan(delays(report, "agreement.rate").quantile(0.9));
        // The rule at 0.5 is far from 0.8, and the one that is not simulated has no delays.
        assertThat(all.rules()).hasSize(report.rows().size() - 1);
        assertThat(all.rules().get(all.rules().size() - 1).missed()).isEqualTo(1);
        // When another thing drifts
        CalibrationReport classes = run(plan(2, 4, 5, "class+0.2"));
        // Then
        assertThat(delays(classes, "drift.predictedClass.psi").missed()).isZero();
        assertThat(delays(classes, "agreement.rate").missed()).isGreaterThan(0.5);
    }

    @Test
    void tables_and_json_have_the_same_content() throws Exception {
        // When
        CalibrationReport report = run(plan(1, 2, 5, "tokens+0.3"));
        // Then
        JsonNode json = JsonMapper.builder().build().readTree(CalibrationJson.of(report));
        List<String> shown = new ArrayList<>();
        json.get("rules").forEach(rule -> shown.add(rule.get("metric").asText()));
        assertThat(shown)
                .isEqualTo(
                        report.rows().stream().map(row -> row.rule().metric()).toList());
        assertThat(json.get("rules").get(0).get("threshold").asDouble())
                .isEqualTo(report.rows().get(0).rule().threshold());
        assertThat(json.at("/rules/" + (shown.size() - 1) + "/falseAlarms").isNull())
                .isTrue();
        assertThat(json.at("/drift/onEveryWindow/medianMillis").asLong()).isEqualTo(60_000);
        assertThat(json.at("/drift/what").asText()).isEqualTo("tokens+0.3");
        String markdown = CalibrationText.of(report);
        assertThat(markdown)
                .contains("| `agreement.rate` | < "
                        + CalibrationText.number(report.rows().get(0).rule().threshold()) + " |")
                .contains("| rule `late`: `lateShare` | > 0.1 | ≤ 0.1 | not simulated |")
                .contains("| on every window | 1.0 | 1.0 | 0 % | 1440 |")
                .contains("Drift tokens+0.3");
        // Every table has as many cells in each row as in its head.
        assertThat(markdown.lines().filter(line -> line.startsWith("| `drift.tokens.psi`")))
                .extracting(line -> line.chars().filter(one -> one == '|').count())
                .containsExactly(5L, 6L);
    }

    @Test
    void traffic_without_comparisons_has_no_thresholds_of_agreement() {
        // Given
        Traffic silent = new Traffic(
                4, 0, 0.9, TrafficTest.USUAL.classes(), TrafficTest.USUAL.scores(), TrafficTest.USUAL.tokens());
        SimulationPlan plan = new SimulationPlan(
                silent, LAYOUT, 1, 2, 1200, 1, DETECTORS, List.of(RULE), Optional.empty(), 1, List.of());
        // When
        CalibrationReport report = run(plan);
        // Then
        assertThat(report.rows())
                .noneMatch(row -> row.calibrated() && row.rule().metric().startsWith("agreement."));
        assertThat(row(report, "drift.score.psi").rule().threshold()).isCloseTo(0.05, within(0.04));
    }

    @Test
    void a_plan_that_cannot_be_run_is_an_error() {
        assertThatThrownBy(() -> plan(0, 1, 1, "")).hasMessage("There must be 1 or more days, not 0");
        assertThatThrownBy(() -> plan(1, 0, 1, "")).hasMessage("There must be 1 or more simulations, not 0");
        assertThatThrownBy(() -> plan(1, 1, 1, "agreement+0.5")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WindowLayout(100, 30))
                .hasMessageStartingWith("A window must be as long as one slide or several");
    }
}
