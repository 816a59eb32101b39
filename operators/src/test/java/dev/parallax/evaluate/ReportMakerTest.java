package dev.parallax.evaluate;

import static dev.parallax.evaluate.Reports.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.evaluate.QualityReport.CauseCount;
import dev.parallax.evaluate.QualityReport.Cell;
import dev.parallax.evaluate.QualityReport.Detector;
import dev.parallax.evaluate.QualityReport.Distribution;
import dev.parallax.evaluate.QualityReport.NamedCount;
import dev.parallax.evaluate.QualityReport.Reference;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.evaluate.observation.CauseNumbers;
import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.observation.Observation.Compared;
import dev.parallax.evaluate.observation.Observation.Labelled;
import dev.parallax.evaluate.observation.Observation.Predicted;
import dev.parallax.evaluate.stats.JensenShannon;
import dev.parallax.evaluate.stats.PopulationStability;
import dev.parallax.evaluate.window.CountLayout;
import dev.parallax.evaluate.window.CountedWindow;
import dev.parallax.evaluate.window.Counts;
import dev.parallax.evaluate.window.ObservationCounter;
import dev.parallax.evaluate.window.Sketches;
import dev.parallax.evaluate.window.WindowSizes;
import dev.parallax.shadow.Comparison.Outcome;
import dev.parallax.shadow.DivergenceCause;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ReportMakerTest {

    private static final List<String> LABELS = List.of("negative", "positive");
    private static final CountLayout CELLS = new CountLayout(LABELS.size());
    private static final WindowSizes SIZES = QualityHarness.sizes(600, 30, 0);
    private static final List<Detector> DETECTORS = List.of(
            new Detector("pageHinkley", 1.5, 100, 2, 77), new Detector("adwin", Double.NEGATIVE_INFINITY, 9, 0, -1));
    private static final ReportMaker MAKER =
            new ReportMaker(MODEL, LABELS, "spark-nlp", QualityOptions.of(SIZES), CELLS);
    private static final History NO_HISTORY = new History(0, 0, DETECTORS, null, new Counts(), null);

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

    /** Counts observations. */
    private static final class Window {

        private final Counts counts = new Counts();
        private final Sketches sketches = new Sketches();
        private final ObservationCounter tallying = new ObservationCounter(CELLS);

        private void add(Observation observation) {
            tallying.add(observation, counts);
            sketches.add(observation);
        }

        Window predicted(int times, Predicted predicted) {
            for (int i = 0; i < times; i++) {
                add(Observation.of("id", "", 1, predicted));
            }
            return this;
        }

        Window compared(int times, int primary, int shadow, Outcome outcome, int changes, DivergenceCause... causes) {
            for (int i = 0; i < times; i++) {
                long bits = CauseNumbers.bits(List.of(causes));
                add(Observation.of("id", "", 1, new Compared(primary, shadow, outcome, bits, i == 0, changes)));
            }
            return this;
        }

        Window labelled(int times, int primary, int shadow, int label, long delay) {
            for (int i = 0; i < times; i++) {
                add(Observation.of("id", "", 1, new Labelled(primary, shadow, label, delay, 1)));
            }
            return this;
        }

        CountedWindow counted() {
            return new CountedWindow(1200, counts, sketches, 0);
        }
    }

    /**
     * Twelve texts, of which one was shed and one has no class. Matrix of the primary by the shadow: 3, 1; 2, 4. Seven
     * labels, one of which the model does not know.
     */
    private static Window window() {
        return new Window()
                .predicted(4, new Predicted(0, 0.62f, 6, 0, false, true, null))
                .predicted(7, new Predicted(1, 0.97f, 10, 1, false, true, null))
                .predicted(1, new Predicted(1, 0.97f, 70, 9, true, true, null))
                .compared(2, 0, 0, Outcome.SAME_ENCODING, 0)
                .compared(1, 0, 0, Outcome.AGREED, 0)
                .compared(4, 1, 1, Outcome.SAME_ENCODING, 0)
                .compared(1, 0, 1, Outcome.DISAGREED, 3, DivergenceCause.CONTRACTION, DivergenceCause.URL)
                .compared(2, 1, 0, Outcome.DISAGREED, 0, DivergenceCause.CONTRACTION)
                .compared(1, 1, 2, Outcome.NO_CLASS, 0)
                .compared(1, 1, Observation.NO_INDEX, Outcome.SKIPPED, 0)
                .labelled(3, 1, 1, 1, 100)
                .labelled(1, 1, 0, 0, 100)
                .labelled(1, 0, 1, 0, 100)
                .labelled(1, 0, Observation.NO_INDEX, 1, 900)
                .labelled(1, 0, 0, Observation.NO_INDEX, 100);
    }

    private static double value(QualityReport report, String name) {
        return report.value(name).orElseThrow().value();
    }

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
        for (Window window : List.of(new Window(), window())) {
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

    @Test
    void counts_matrix_and_causes_are_those_of_the_window() {
        // When
        QualityReport report = MAKER.report("de", window().counted(), NO_HISTORY);
        // Then
        assertThat(report.startMillis()).isEqualTo(600);
        assertThat(report.endMillis()).isEqualTo(1200);
        assertThat(report.slideMillis()).isEqualTo(30);
        assertThat(report.segment()).isEqualTo("de");
        assertThat(report.complete()).isTrue();
        assertThat(report.detectors()).isEqualTo(DETECTORS);
        assertThat(report.counts())
                .containsExactly(
                        new NamedCount("records", 12),
                        new NamedCount("sampled", 12),
                        new NamedCount("compared", 11),
                        new NamedCount("sameEncoding", 6),
                        new NamedCount("agreed", 7),
                        new NamedCount("disagreed", 3),
                        new NamedCount("noClass", 1),
                        new NamedCount("shed", 1),
                        new NamedCount("failed", 0),
                        new NamedCount("late", 0),
                        new NamedCount("truncated", 1),
                        new NamedCount("tokens", 164),
                        new NamedCount("unknownTokens", 16),
                        new NamedCount("labelled", 6),
                        new NamedCount("unknownLabels", 1));
        assertThat(report.matrix())
                .containsExactly(
                        new Cell(0, 0, 3), new Cell(0, 1, 1), new Cell(1, 0, 2), new Cell(1, 1, 4), new Cell(1, 2, 1));
        assertThat(report.causes())
                .containsExactlyInAnyOrder(
                        new CauseCount("CONTRACTION", DivergenceCause.CONTRACTION.title(), 2, 1),
                        new CauseCount("URL", DivergenceCause.URL.title(), 1, 0));
        assertThat(report.distributions())
                .extracting(Distribution::name, distribution -> total(distribution.counts()), Distribution::reference)
                .containsExactly(
                        tuple("predictedClass", 12L, List.of()),
                        tuple("score", 12L, List.of()),
                        tuple("tokens", 12L, List.of()));
    }

    private static long total(Collection<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void numbers_are_those_that_are_worked_out_by_hand() {
        // Given: F1 of the negative class is 6/9, of the positive one 8/11
        double negative = 6.0 / 9;
        double positive = 8.0 / 11;
        // When
        QualityReport report = MAKER.report("", window().counted(), NO_HISTORY);
        // Then
        assertThat(value(report, "agreement.rate")).isEqualTo(7.0 / 11);
        assertThat(value(report, "disagreement.rate")).isEqualTo(4.0 / 11);
        // 6 of 12 texts are read alike; of the others 5 were compared and one agreed, and one was shed
        assertThat(value(report, "agreement.poststratified.rate")).isCloseTo(0.5 + 0.5 / 5, offset());
        assertThat(value(report, "agreement.bounds.low")).isEqualTo(7.0 / 12);
        assertThat(value(report, "agreement.bounds.high")).isEqualTo(8.0 / 12);
        assertThat(value(report, "agreement.kappa")).isCloseTo((0.7 - 0.5) / 0.5, offset());
        assertThat(value(report, "f1.shadowVsPrimary.spark.f1"))
                .isCloseTo((4 * negative + 6 * positive) / 10, offset());
        assertThat(value(report, "f1.shadowVsPrimary.spark.accuracy")).isEqualTo(0.7);
        assertThat(value(report, "f1.shadowVsPrimary.spark.f1ByLabel.negative")).isCloseTo(negative, offset());
        assertThat(value(report, "f1.shadowVsPrimary.sklearn.f1.binary")).isCloseTo(positive, offset());
        assertThat(value(report, "f1.shadowVsPrimary.sklearn.f1.macro")).isCloseTo((negative + positive) / 2, offset());
        assertThat(value(report, "f1.primaryVsLabels.spark.accuracy")).isEqualTo(4.0 / 6);
        assertThat(value(report, "f1.shadowVsLabels.spark.accuracy")).isEqualTo(4.0 / 5);
        assertThat(value(report, "mcnemar.onlyPrimaryRight")).isEqualTo(1);
        assertThat(value(report, "mcnemar.onlyShadowRight")).isEqualTo(1);
        assertThat(value(report, "mcnemar.pValue")).isEqualTo(1);
        assertThat(value(report, "labels.coverage")).isEqualTo(0.5);
        assertThat(value(report, "labels.delayMillis.p50")).isEqualTo(100);
        assertThat(value(report, "labels.delayMillis.p99")).isEqualTo(900);
        assertThat(value(report, "unknownTokenRate")).isEqualTo(16.0 / (24 + 70 + 70));
        assertThat(value(report, "truncationRate")).isEqualTo(1.0 / 12);
        assertThat(value(report, "tokens.p50")).isEqualTo(10);
        assertThat(value(report, "tokens.p99")).isEqualTo(70);
        assertThat(value(report, "score.p05")).isEqualTo(0.62f);
        assertThat(value(report, "detector.pageHinkley")).isEqualTo(1);
        assertThat(value(report, "detector.adwin")).isEqualTo(1);
    }

    private static Offset<Double> offset() {
        return within(1e-12);
    }

    @Test
    void it_is_told_that_agreement_is_too_high_where_the_shadow_leaves_many_texts_out() {
        // Given
        Predicted sampled = new Predicted(0, 0.62f, 6, 0, false, true, null);
        Window window = new Window().predicted(20, sampled).compared(20, 0, 0, Outcome.AGREED, 0);
        List<QualityReport.Warning> before =
                MAKER.report("", window.counted(), NO_HISTORY).warnings();
        // When
        window = window.predicted(2, sampled).compared(2, 0, Observation.NO_INDEX, Outcome.SKIPPED, 0);
        // Then
        assertThat(before).isEmpty();
        assertThat(MAKER.report("", window.counted(), NO_HISTORY).warnings())
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.metrics()).contains("agreement.rate");
                    assertThat(warning.message()).contains("9 %");
                });
    }

    @Test
    void an_empty_window_has_reasons_where_it_has_no_numbers() {
        // When
        QualityReport report = MAKER.report("", new Window().counted(), NO_HISTORY);
        // Then
        assertThat(report.complete()).isTrue();
        assertThat(report.values())
                .filteredOn(value -> !value.name().startsWith("f1."))
                .filteredOn(value -> !value.defined())
                .extracting(MetricValue::name, MetricValue::reason)
                .containsExactlyInAnyOrder(
                        tuple("agreement.rate", "nothing was compared"),
                        tuple("agreement.wilson.low", "nothing was compared"),
                        tuple("agreement.wilson.high", "nothing was compared"),
                        tuple("agreement.poststratified.rate", "nothing was compared"),
                        tuple("agreement.poststratified.low", "nothing was compared"),
                        tuple("agreement.poststratified.high", "nothing was compared"),
                        tuple("agreement.bounds.low", "nothing was compared"),
                        tuple("agreement.bounds.high", "nothing was compared"),
                        tuple("agreement.sequence.rate", "nothing was compared"),
                        tuple("disagreement.rate", "nothing was compared"),
                        tuple("agreement.kappa", "no records"),
                        tuple("agreement.ac1", "no records"),
                        tuple("majority.primary.share", "no texts that have a class"),
                        tuple("majority.labels.share", "no texts that have a class"),
                        tuple("mcnemar.pValue", "no labelled text is right by one of the two alone"),
                        tuple("unknownTokenRate", "no texts in the window"),
                        tuple("truncationRate", "no texts in the window"),
                        tuple("labels.coverage", "no texts in the window"),
                        tuple("score.p05", "no texts in the window"),
                        tuple("score.p50", "no texts in the window"),
                        tuple("tokens.p50", "no texts in the window"),
                        tuple("tokens.p95", "no texts in the window"),
                        tuple("tokens.p99", "no texts in the window"),
                        tuple("labels.delayMillis.p50", "no labels in the window"),
                        tuple("labels.delayMillis.p90", "no labels in the window"),
                        tuple("labels.delayMillis.p99", "no labels in the window"),
                        tuple("drift.predictedClass.psi", "no reference yet"),
                        tuple("drift.predictedClass.js", "no reference yet"),
                        tuple("drift.score.psi", "no reference yet"),
                        tuple("drift.score.js", "no reference yet"),
                        tuple("drift.score.ks", "no reference yet"),
                        tuple("drift.score.ksPValue", "no reference yet"),
                        tuple("drift.tokens.psi", "no reference yet"),
                        tuple("drift.tokens.js", "no reference yet"),
                        tuple("drift.unknownTokenRate", "no reference yet"),
                        tuple("drift.truncationRate", "no reference yet"));
    }

    @Test
    void drift_is_the_distance_from_the_reference() {
        // Given: a reference of negative texts only, none of them cut
        Window before = new Window().predicted(10, new Predicted(0, 0.62f, 6, 0, false, true, null));
        History history =
                new History(30, 15, DETECTORS, new Reference("frozen", 0, 600, 10), before.counts, before.sketches);
        // When
        QualityReport report = MAKER.report("", window().counted(), history);
        // Then
        assertThat(report.reference()).isEqualTo(history.reference());
        assertThat(report.distributions().get(0).reference()).containsExactly(10L, 0L);
        assertThat(value(report, "agreement.sequence.rate")).isEqualTo(0.5);
        assertThat(value(report, "drift.score.ks")).isCloseTo(8.0 / 12, offset());
        assertThat(value(report, "drift.truncationRate")).isEqualTo(1.0 / 12);
        assertThat(value(report, "drift.unknownTokenRate")).isEqualTo(16.0 / 164);
        assertThat(report.value("drift.predictedClass.psi"))
                .contains(PopulationStability.of("drift.predictedClass.psi", new long[] {10, 0}, new long[] {4, 8}));
        assertThat(report.value("drift.predictedClass.js"))
                .contains(JensenShannon.of("drift.predictedClass.js", new long[] {10, 0}, new long[] {4, 8}));
    }

    @Test
    void a_window_without_texts_does_not_drift_but_says_why() {
        // Given
        Window before = new Window().predicted(10, new Predicted(0, 0.62f, 6, 0, false, true, null));
        History history =
                new History(0, 0, DETECTORS, new Reference("frozen", 0, 600, 10), before.counts, before.sketches);
        // When
        QualityReport report = MAKER.report("", new Window().counted(), history);
        // Then
        assertThat(report.values())
                .filteredOn(value -> value.name().startsWith("drift."))
                .hasSize(10)
                .allSatisfy(value -> assertThat(value.reason()).isEqualTo("no texts in the window"));
    }

    @Test
    void labels_that_are_taken_back_after_their_telling_was_forgotten_break_nothing() {
        // Given
        Window window = new Window();
        window.add(Observation.of("id", "", 1, new Labelled(1, 0, 1, 5, -1)));
        // When
        QualityReport report = MAKER.report("", window.counted(), NO_HISTORY);
        // Then
        assertThat(value(report, "mcnemar.onlyPrimaryRight")).isZero();
        assertThat(report.value("f1.primaryVsLabels.spark.accuracy")
                        .orElseThrow()
                        .defined())
                .isFalse();
    }
}
