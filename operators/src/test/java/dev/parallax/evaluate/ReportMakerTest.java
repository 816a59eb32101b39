package dev.parallax.evaluate;

import static dev.parallax.evaluate.ReportedWindow.DETECTORS;
import static dev.parallax.evaluate.ReportedWindow.MAKER;
import static dev.parallax.evaluate.ReportedWindow.NO_HISTORY;
import static dev.parallax.evaluate.ReportedWindow.offset;
import static dev.parallax.evaluate.ReportedWindow.value;
import static dev.parallax.evaluate.ReportedWindow.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.evaluate.QualityReport.CauseCount;
import dev.parallax.evaluate.QualityReport.Cell;
import dev.parallax.evaluate.QualityReport.Distribution;
import dev.parallax.evaluate.QualityReport.NamedCount;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.observation.Observation.Labelled;
import dev.parallax.evaluate.observation.Observation.LabelledBoth;
import dev.parallax.evaluate.observation.Observation.Predicted;
import dev.parallax.shadow.Comparison.Outcome;
import dev.parallax.shadow.DivergenceCause;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportMakerTest {

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

    @Test
    void it_is_told_that_agreement_is_too_high_where_the_shadow_leaves_many_texts_out() {
        // Given
        Predicted sampled = new Predicted(0, 0.62f, 6, 0, false, true, null);
        ReportedWindow window = new ReportedWindow().predicted(20, sampled).compared(20, 0, 0, Outcome.AGREED, 0);
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
        QualityReport report = MAKER.report("", new ReportedWindow().counted(), NO_HISTORY);
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
    void labels_that_are_taken_back_after_their_telling_was_forgotten_break_nothing() {
        // Given
        ReportedWindow window = new ReportedWindow();
        window.add(Observation.of("id", "", 1, new Labelled(1, 1, 5, -1)));
        window.add(Observation.of("id", "", "spark-nlp", 1, new LabelledBoth(1, 0, 1, -1)));
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
