package dev.parallax.evaluate;

import static dev.parallax.evaluate.QualityHarness.count;
import static dev.parallax.evaluate.observation.Observations.agreed;
import static dev.parallax.evaluate.observation.Observations.disagreed;
import static dev.parallax.evaluate.observation.Observations.labelled;
import static dev.parallax.evaluate.observation.Observations.predicted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.onnx.TinyModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityFunctionTest {

    @TempDir
    Path folder;

    private ServingOptions serving;

    @BeforeEach
    void model() {
        serving = TinyModel.bert().serving(folder);
    }

    private QualityHarness open() throws Exception {
        return QualityHarness.open(serving, QualityHarness.options());
    }

    @Test
    void a_window_is_reported_once_the_watermark_has_passed_its_end() throws Exception {
        try (QualityHarness harness = open()) {
            // Given
            harness.add(predicted(1003), predicted(1012), agreed(1003), disagreed(1012));
            // When
            harness.watermark(1018);
            List<QualityReport> before = harness.reports();
            harness.watermark(1019);
            // Then
            assertThat(before).isEmpty();
            assertThat(harness.reports()).singleElement().satisfies(report -> {
                assertThat(report.startMillis()).isEqualTo(920);
                assertThat(report.endMillis()).isEqualTo(1020);
                assertThat(report.slideMillis()).isEqualTo(20);
                assertThat(report.model().name()).isEqualTo("tiny");
                assertThat(report.shadow()).isEqualTo("spark-nlp");
                assertThat(report.segment()).isEmpty();
                assertThat(report.labels()).containsExactly("negative", "positive");
                assertThat(report.complete()).isTrue();
                assertThat(count(report, "records")).isEqualTo(2);
                assertThat(report.value("agreement.rate")).contains(MetricValue.of("agreement.rate", 0.5));
                assertThat(report.value("agreement.sequence.rate"))
                        .contains(MetricValue.of("agreement.sequence.rate", 0.5));
            });
        }
    }

    @Test
    void a_text_is_in_each_window_that_slides_over_it_and_then_in_none() throws Exception {
        try (QualityHarness harness = open()) {
            harness.add(predicted(1003), agreed(1003));
            harness.watermark(5000);
            assertThat(harness.reports())
                    .extracting(QualityReport::endMillis, report -> count(report, "records"))
                    .containsExactly(
                            tuple(1020L, 1L),
                            tuple(1040L, 1L),
                            tuple(1060L, 1L),
                            tuple(1080L, 1L),
                            tuple(1100L, 1L),
                            tuple(1120L, 0L));
        }
    }

    @Test
    void a_window_waits_for_a_comparison_that_is_under_way() throws Exception {
        try (QualityHarness harness = open()) {
            // Given
            harness.add(predicted(1003));
            harness.watermark(1030);
            harness.time(49);
            List<QualityReport> before = harness.reports();
            // When
            harness.add(agreed(1003));
            // Then
            assertThat(before).isEmpty();
            assertThat(harness.reports()).singleElement().satisfies(report -> {
                assertThat(report.endMillis()).isEqualTo(1020);
                assertThat(report.complete()).isTrue();
                assertThat(count(report, "agreed")).isEqualTo(1);
            });
            harness.time(500);
            assertThat(harness.reports()).isEmpty();
        }
    }

    @Test
    void a_window_that_was_over_later_does_not_leave_for_the_patience_of_the_one_before_it() throws Exception {
        try (QualityHarness harness = open()) {
            // Given: two windows are over, 40 ms apart, and each one's comparison comes 45 ms later
            harness.add(predicted(1003), predicted(1023));
            harness.watermark(1030);
            harness.time(40);
            harness.watermark(1050);
            harness.time(45);
            harness.add(agreed(1003));
            // When: the patience of the first is over, which has left
            harness.time(84);
            List<QualityReport> first = harness.reports();
            harness.add(agreed(1023));
            // Then
            assertThat(first).extracting(QualityReport::endMillis).containsExactly(1020L);
            assertThat(harness.reports())
                    .extracting(QualityReport::endMillis, QualityReport::complete)
                    .containsExactly(tuple(1040L, true));
        }
    }

    @Test
    void no_window_waits_longer_than_twice_the_patience() throws Exception {
        try (QualityHarness harness = open()) {
            // Given: no comparison ever comes
            harness.add(predicted(1003), predicted(1023));
            harness.watermark(1030);
            harness.time(40);
            harness.watermark(1050);
            // When
            harness.time(50);
            List<QualityReport> first = harness.reports();
            harness.time(99);
            List<QualityReport> none = harness.reports();
            harness.time(100);
            // Then
            assertThat(first).extracting(QualityReport::endMillis).containsExactly(1020L);
            assertThat(none).isEmpty();
            assertThat(harness.reports())
                    .extracting(QualityReport::endMillis, QualityReport::complete)
                    .containsExactly(tuple(1040L, false));
        }
    }

    @Test
    void a_window_leaves_without_its_comparisons_when_its_patience_is_over() throws Exception {
        try (QualityHarness harness = open()) {
            // Given
            harness.time(1000);
            harness.add(predicted(1003));
            harness.watermark(1030);
            // When
            harness.time(1049);
            List<QualityReport> before = harness.reports();
            harness.time(1050);
            // Then
            assertThat(before).isEmpty();
            assertThat(harness.reports()).singleElement().satisfies(report -> {
                assertThat(report.complete()).isFalse();
                assertThat(count(report, "sampled")).isEqualTo(1);
                assertThat(count(report, "compared")).isZero();
            });
        }
    }

    @Test
    void a_comparison_that_comes_late_is_in_a_revision() throws Exception {
        try (QualityHarness harness = open()) {
            // Given
            harness.add(predicted(1003), predicted(1095));
            harness.watermark(1099);
            harness.time(50);
            assertThat(harness.reports())
                    .extracting(QualityReport::endMillis)
                    .containsExactly(1020L, 1040L, 1060L, 1080L, 1100L);
            // When
            harness.add(agreed(1003), disagreed(1095));
            harness.time(249);
            List<QualityReport> before = harness.reports();
            harness.time(250);
            // Then
            assertThat(before).isEmpty();
            assertThat(harness.reports()).singleElement().satisfies(report -> {
                assertThat(report.endMillis()).isEqualTo(1100);
                assertThat(report.revision()).isEqualTo(1);
                assertThat(report.complete()).isTrue();
                assertThat(count(report, "compared")).isEqualTo(2);
            });
            harness.add(labelled(1095, 1, 1));
            harness.time(2000);
            assertThat(harness.reports()).singleElement().satisfies(report -> {
                assertThat(report.revision()).isEqualTo(2);
                assertThat(count(report, "labelled")).isEqualTo(1);
            });
        }
    }

    @Test
    void what_comes_after_the_allowed_lateness_is_counted_as_late() throws Exception {
        try (QualityHarness harness = open()) {
            // Given
            harness.add(predicted(1003), agreed(1003));
            harness.watermark(1400);
            harness.reports();
            // When
            harness.add(predicted(1004), agreed(1004));
            harness.watermark(1600);
            harness.time(5000);
            // Then
            assertThat(harness.reports())
                    .extracting(QualityReport::endMillis, report -> count(report, "late"), QualityReport::revision)
                    .startsWith(tuple(1420L, 2L, 0))
                    .endsWith(tuple(1520L, 0L, 0));
        }
    }

    @Test
    void segments_are_counted_apart() throws Exception {
        try (QualityHarness harness = open()) {
            // Given
            harness.add(
                    predicted(1003).in("de"),
                    agreed(1003).in("de"),
                    predicted(1004).in("en"),
                    predicted(1005).in("en"),
                    disagreed(1004).in("en"),
                    disagreed(1005).in("en"));
            // When
            harness.watermark(1019);
            // Then
            assertThat(harness.reports())
                    .extracting(
                            QualityReport::segment,
                            report -> count(report, "records"),
                            report -> count(report, "disagreed"),
                            report -> report.value("agreement.sequence.rate")
                                    .orElseThrow()
                                    .value())
                    .containsExactlyInAnyOrder(tuple("de", 1L, 0L, 1.0), tuple("en", 2L, 2L, 0.0));
        }
    }

    @Test
    void a_segment_to_which_nothing_comes_keeps_no_timers_and_no_counts() throws Exception {
        try (QualityHarness harness = open()) {
            // Given
            harness.add(predicted(1003), agreed(1003));
            harness.watermark(1030);
            int kept = harness.states();
            // When
            for (long watermark = 1100; watermark < 3000; watermark += 100) {
                harness.watermark(watermark);
            }
            // Then: the latest progress, zero running counts, facts and both detectors are left
            assertThat(kept).isGreaterThan(5);
            assertThat(harness.timers()).isZero();
            assertThat(harness.states()).isLessThan(kept);
        }
    }

    @Test
    void the_last_windows_of_a_stream_that_ends_are_reported_with_comparisons_that_are_still_under_way()
            throws Exception {
        try (QualityHarness harness = open()) {
            // Given
            harness.add(predicted(1003), predicted(1024), agreed(1003));
            // When
            harness.watermark(Long.MAX_VALUE);
            List<QualityReport> before = harness.reports();
            harness.add(disagreed(1024));
            // Then
            assertThat(before).extracting(QualityReport::endMillis).containsExactly(1020L);
            assertThat(harness.reports())
                    .extracting(
                            QualityReport::endMillis,
                            report -> count(report, "compared"),
                            report -> count(report, "late"))
                    .containsExactly(
                            tuple(1040L, 2L, 0L),
                            tuple(1060L, 2L, 0L),
                            tuple(1080L, 2L, 0L),
                            tuple(1100L, 2L, 0L),
                            tuple(1120L, 1L, 0L),
                            tuple(1140L, 0L, 0L));
        }
    }

    @Test
    void windows_leave_without_their_comparisons_when_a_stream_ends() throws Exception {
        try (QualityHarness harness = open()) {
            // Given: a window that waits, one that is not over, and another segment
            harness.add(predicted(1003), predicted(1183), predicted(1303).in("de"));
            harness.watermark(1030);
            // When
            harness.end();
            // Then
            assertThat(harness.reports())
                    .filteredOn(report -> count(report, "records") > 0)
                    .extracting(QualityReport::segment, QualityReport::endMillis, QualityReport::complete)
                    .contains(
                            tuple("", 1020L, false),
                            tuple("", 1100L, false),
                            tuple("", 1280L, false),
                            tuple("de", 1400L, false))
                    .hasSize(15);
            assertThat(harness.processingTimeTimers()).isZero();
        }
    }

    @Test
    void revisions_that_are_due_are_reported_when_a_stream_ends() throws Exception {
        try (QualityHarness harness = open()) {
            // Given
            harness.add(predicted(1095), agreed(1095));
            harness.watermark(1219);
            harness.add(labelled(1095, 1, 1));
            List<QualityReport> before = harness.reports();
            // When
            harness.end();
            // Then
            assertThat(before).extracting(QualityReport::revision).containsOnly(0);
            assertThat(harness.reports()).singleElement().satisfies(report -> {
                assertThat(report.endMillis()).isEqualTo(1100);
                assertThat(report.revision()).isEqualTo(1);
                assertThat(count(report, "labelled")).isEqualTo(1);
            });
        }
    }

    @Test
    void a_model_that_cannot_be_read_fails_for_good() throws Exception {
        // Given
        Files.delete(folder.resolve("config.json"));
        // Then
        assertThatThrownBy(() -> QualityHarness.open(serving, QualityHarness.options()))
                .isInstanceOf(ModelException.class)
                .hasStackTraceContaining("config.json");
    }
}
