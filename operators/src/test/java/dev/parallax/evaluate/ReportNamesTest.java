package dev.parallax.evaluate;

import static dev.parallax.evaluate.ReportedWindow.MAKER;
import static dev.parallax.evaluate.ReportedWindow.NO_HISTORY;
import static dev.parallax.evaluate.ReportedWindow.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.evaluate.QualityReport.NamedCount;
import dev.parallax.evaluate.f1.MetricValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The names of the numbers of a report. */
class ReportNamesTest {

    private static final List<String> F1 = List.of(
            "spark.f1",
            "spark.accuracy",
            "spark.weightedPrecision",
            "spark.weightedRecall",
            "spark.f1ByLabel.negative",
            "spark.f1ByLabel.positive",
            "sklearn.f1.binary",
            "sklearn.f1.micro",
            "sklearn.f1.macro",
            "sklearn.f1.weighted",
            "tensorflow.f1.binary",
            "torchmetrics.f1.macro",
            "keras.f1.macro");

    private static final List<String> OTHER_VALUES = List.of(
            "agreement.rate",
            "agreement.wilson.low",
            "agreement.wilson.high",
            "agreement.poststratified.rate",
            "agreement.poststratified.low",
            "agreement.poststratified.high",
            "agreement.bounds.low",
            "agreement.bounds.high",
            "agreement.sequence.rate",
            "agreement.sequence.low",
            "agreement.sequence.high",
            "agreement.kappa",
            "agreement.ac1",
            "disagreement.rate",
            "labels.coverage",
            "labels.delayMillis.p50",
            "labels.delayMillis.p90",
            "labels.delayMillis.p99",
            "mcnemar.onlyPrimaryRight",
            "mcnemar.onlyShadowRight",
            "mcnemar.pValue",
            "drift.predictedClass.psi",
            "drift.predictedClass.js",
            "drift.score.psi",
            "drift.score.js",
            "drift.score.ks",
            "drift.score.ksPValue",
            "drift.tokens.psi",
            "drift.tokens.js",
            "drift.unknownTokenRate",
            "drift.truncationRate",
            "unknownTokenRate",
            "truncationRate",
            "tokens.p50",
            "tokens.p95",
            "tokens.p99",
            "score.p05",
            "score.p50",
            "majority.primary.share",
            "majority.labels.share",
            "detector.pageHinkley",
            "detector.adwin");

    private static List<String> expectedNames() {
        List<String> names = new ArrayList<>(OTHER_VALUES);
        Stream.of("f1.shadowVsPrimary.", "f1.primaryVsLabels.", "f1.shadowVsLabels.")
                .forEach(pair -> F1.forEach(name -> names.add(pair + name)));
        Stream.of("f1.constantVsPrimary.", "f1.constantVsLabels.")
                .forEach(pair -> F1.stream()
                        .filter(name -> !name.startsWith("spark.f1ByLabel."))
                        .forEach(name -> names.add(pair + name)));
        return names;
    }

    @Test
    void a_report_has_every_number_once() {
        for (ReportedWindow window : List.of(new ReportedWindow(), window())) {
            assertThat(MAKER.report("", window.counted(), NO_HISTORY).values())
                    .extracting(MetricValue::name)
                    .containsExactlyInAnyOrderElementsOf(expectedNames());
        }
    }

    @Test
    void a_report_has_every_number_that_rules_and_gauges_name() {
        // Given
        QualityReport report = MAKER.report("", window().counted(), NO_HISTORY);
        List<String> values = report.values().stream().map(MetricValue::name).collect(Collectors.toList());
        List<String> counts = report.counts().stream().map(NamedCount::name).collect(Collectors.toList());
        // Then
        assertThat(values).containsAll(QualityGauges.VALUES.keySet());
        assertThat(counts).containsAll(QualityGauges.COUNTS);
        assertThat(RuleMetric.names())
                .map(name -> name.replace("<label>", "positive"))
                .allSatisfy(name -> {
                    RuleMetric metric = RuleMetric.named(name).orElseThrow();
                    assertThat(counts).contains(metric.basis());
                    assertThat(metric.value(report).reason()).isNotEqualTo("no such number in the report");
                    assertThat(values.contains(name) || counts.contains(name) || name.endsWith("Share"))
                            .isTrue();
                });
    }
}
