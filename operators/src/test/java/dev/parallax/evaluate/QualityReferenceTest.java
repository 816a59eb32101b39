package dev.parallax.evaluate;

import static dev.parallax.evaluate.QualityHarness.count;
import static dev.parallax.evaluate.QualityHarness.sizes;
import static dev.parallax.evaluate.observation.Observations.agreed;
import static dev.parallax.evaluate.observation.Observations.disagreed;
import static dev.parallax.evaluate.observation.Observations.predicted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.evaluate.QualityOptions.ClassCount;
import dev.parallax.evaluate.QualityOptions.DetectorOptions;
import dev.parallax.evaluate.QualityOptions.DriftOptions;
import dev.parallax.evaluate.QualityOptions.FileReference;
import dev.parallax.evaluate.QualityOptions.ReferenceKind;
import dev.parallax.evaluate.QualityReport.Detector;
import dev.parallax.evaluate.QualityReport.Distribution;
import dev.parallax.evaluate.QualityReport.Reference;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.stats.Bins;
import dev.parallax.evaluate.stats.PageHinkley;
import dev.parallax.evaluate.window.WindowSizes;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.onnx.TinyModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the state that a key keeps from before its windows. */
class QualityReferenceTest {

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    @TempDir
    Path folder;

    private ServingOptions serving;

    @BeforeEach
    void model() {
        serving = TinyModel.bert().serving(folder);
    }

    private static Observation unsampled(long timestampMillis) {
        return predicted("id-" + timestampMillis, timestampMillis, false);
    }

    private static Distribution distribution(QualityReport report, String name) {
        return report.distributions().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double value(QualityReport report, String name) {
        return report.value(name).orElseThrow().value();
    }

    @Test
    void the_first_whole_window_with_enough_texts_is_frozen_as_the_reference() throws Exception {
        QualityOptions options =
                QualityHarness.options(sizes(40, 20, 300), new DriftOptions(ReferenceKind.FROZEN, 3, null));
        try (QualityHarness harness = QualityHarness.open(serving, options)) {
            // Given: the window that ends at 1020 has three texts, but began before the first
            harness.add(unsampled(1001), unsampled(1002), unsampled(1003));
            harness.add(unsampled(1021), unsampled(1041), unsampled(1042), unsampled(1061));
            // When
            harness.watermark(2000);
            // Then
            assertThat(harness.reports())
                    .extracting(QualityReport::endMillis, QualityReport::reference)
                    .containsExactly(
                            tuple(1020L, null),
                            tuple(1040L, new Reference("frozen", 1000, 1040, 4)),
                            tuple(1060L, new Reference("frozen", 1000, 1040, 4)),
                            tuple(1080L, new Reference("frozen", 1000, 1040, 4)),
                            tuple(1100L, new Reference("frozen", 1000, 1040, 4)),
                            tuple(1120L, new Reference("frozen", 1000, 1040, 4)));
        }
    }

    @Test
    void drift_is_zero_against_the_window_itself_and_undefined_before_there_is_a_reference() throws Exception {
        QualityOptions options =
                QualityHarness.options(sizes(20, 20, 300), new DriftOptions(ReferenceKind.FROZEN, 2, null));
        try (QualityHarness harness = QualityHarness.open(serving, options)) {
            // Given
            harness.add(unsampled(1001), unsampled(1021), unsampled(1022));
            // When
            harness.watermark(1045);
            // Then
            List<QualityReport> reports = harness.reports();
            assertThat(reports.get(0).value("drift.score.psi"))
                    .contains(MetricValue.undefined("drift.score.psi", "no reference yet"));
            assertThat(distribution(reports.get(0), "score").reference()).isEmpty();
            assertThat(value(reports.get(1), "drift.score.psi")).isZero();
            assertThat(value(reports.get(1), "drift.score.ks")).isZero();
            assertThat(value(reports.get(1), "drift.unknownTokenRate")).isZero();
            assertThat(distribution(reports.get(1), "score").reference())
                    .isEqualTo(distribution(reports.get(1), "score").counts());
        }
    }

    @Test
    void a_reference_from_a_file_is_there_from_the_first_window() throws Exception {
        // Given
        List<Long> score = new ArrayList<>(Collections.nCopies(Bins.SCORE.count(), 0L));
        score.set(18, 50L);
        score.set(10, 50L);
        List<Long> tokens = new ArrayList<>(Collections.nCopies(Bins.TOKENS.count(), 0L));
        tokens.set(1, 100L);
        FileReference file = new FileReference(
                5,
                6,
                List.of(new ClassCount("positive", 25), new ClassCount("negative", 75), new ClassCount("gone", 9)),
                score,
                tokens,
                100,
                1000,
                20,
                10);
        QualityOptions options =
                QualityHarness.options(sizes(20, 20, 300), new DriftOptions(ReferenceKind.FILE, 1, file));
        try (QualityHarness harness = QualityHarness.open(serving, options)) {
            // When
            harness.add(unsampled(1001), unsampled(1002));
            harness.watermark(1019);
            // Then
            assertThat(harness.reports()).singleElement().satisfies(report -> {
                assertThat(report.reference()).isEqualTo(new Reference("file", 5, 6, 100));
                assertThat(distribution(report, "predictedClass").reference()).containsExactly(75L, 25L);
                assertThat(distribution(report, "score").reference()).isEqualTo(score);
                assertThat(value(report, "drift.tokens.psi")).isZero();
                assertThat(value(report, "drift.predictedClass.psi")).isPositive();
                assertThat(value(report, "drift.unknownTokenRate")).isEqualTo(1.0 / 12 - 0.02);
                assertThat(value(report, "drift.truncationRate")).isEqualTo(-0.1);
                assertThat(report.value("drift.score.ks"))
                        .hasValueSatisfying(ks ->
                                assertThat(ks.reason()).isEqualTo("the reference has bins of scores, not the scores"));
            });
        }
    }

    @Test
    void a_window_is_held_against_that_of_the_day_before() throws Exception {
        WindowSizes sizes = new WindowSizes(Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ofMinutes(1));
        QualityOptions options = QualityHarness.options(sizes, new DriftOptions(ReferenceKind.PREVIOUS_DAY, 2, null));
        try (QualityHarness harness = QualityHarness.open(serving, options)) {
            // Given
            long start = 100 * DAY;
            harness.add(unsampled(start + MINUTE), unsampled(start + 2 * MINUTE), unsampled(start + 11 * MINUTE));
            harness.watermark(start + 60 * MINUTE);
            List<QualityReport> first = harness.reports();
            // When
            harness.add(unsampled(start + DAY + MINUTE), unsampled(start + DAY + 12 * MINUTE));
            harness.watermark(start + DAY + 60 * MINUTE);
            // Then: the window of 10 to 20 has too few texts to be a reference
            Reference reference = new Reference("previous-day", start, start + 10 * MINUTE, 2);
            assertThat(first).extracting(QualityReport::reference).containsOnlyNulls();
            assertThat(harness.reports())
                    .extracting(report -> (report.endMillis() - start - DAY) / MINUTE, QualityReport::reference)
                    .containsExactly(
                            tuple(5L, null),
                            tuple(10L, reference),
                            tuple(15L, reference),
                            tuple(20L, null),
                            tuple(25L, null));
        }
    }

    @Test
    void detectors_see_every_comparison_and_their_changes_are_counted_where_they_were_found() throws Exception {
        QualityOptions options = QualityHarness.options(
                sizes(100, 100, 300),
                new DetectorOptions(new PageHinkley.Options(0.01, 5, 50), 0.01),
                new DriftOptions(ReferenceKind.FROZEN, 1000, null));
        try (QualityHarness harness = QualityHarness.open(serving, options)) {
            // Given: a hundred that agree, and then a hundred that do not
            for (long at = 1000; at < 1200; at++) {
                harness.add(predicted(at), at < 1100 ? agreed(at) : disagreed(at));
            }
            // When
            harness.watermark(1250);
            // Then
            List<QualityReport> reports = harness.reports();
            QualityReport before = reports.get(0);
            QualityReport after = reports.get(1);
            assertThat(value(before, "detector.pageHinkley")).isZero();
            assertThat(value(before, "detector.adwin")).isZero();
            assertThat(value(after, "detector.pageHinkley")).isEqualTo(1);
            assertThat(value(after, "detector.adwin")).isPositive();
            assertThat(after.detectors()).extracting(Detector::name).containsExactly("pageHinkley", "adwin");
            assertThat(after.detectors())
                    .allSatisfy(
                            detector -> assertThat(detector.lastChangeMillis()).isBetween(1100L, 1199L));
            assertThat(count(after, "disagreed")).isEqualTo(100);
            assertThat(after.detectors().get(0).threshold()).isEqualTo(5);
        }
    }
}
