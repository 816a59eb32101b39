package dev.parallax.evaluate;

import static dev.parallax.evaluate.QualityHarness.count;
import static dev.parallax.evaluate.QualityHarness.sizes;
import static dev.parallax.evaluate.observation.Observations.agreed;
import static dev.parallax.evaluate.observation.Observations.disagreed;
import static dev.parallax.evaluate.observation.Observations.predicted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.evaluate.QualityOptions.DriftOptions;
import dev.parallax.evaluate.QualityOptions.ReferenceKind;
import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.observation.Observations;
import dev.parallax.evaluate.observation.ObservedShadow;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.onnx.TinyModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job that is stopped and goes on with other shadows, of which some waited and some are new. */
class ShadowsChangedTest {

    private static final ObservedShadow SPARK = ObservedShadow.sparkNlp();
    private static final ObservedShadow HEAD = ObservedShadow.head("head");

    @TempDir
    Path folder;

    private ServingOptions serving;

    @BeforeEach
    void model() {
        serving = TinyModel.bert().serving(folder);
    }

    private QualityHarness open(ObservedShadow... shadows) throws Exception {
        return QualityHarness.open(serving, List.of(shadows), QualityHarness.options(), new HashMapStateBackend());
    }

    private QualityHarness restored(OperatorSubtaskState state, ObservedShadow... shadows) throws Exception {
        return QualityHarness.restored(
                serving, List.of(shadows), QualityHarness.options(), new HashMapStateBackend(), state, 1, 1, 0);
    }

    private static Observation ofHead(Observation observation) {
        return Observations.of(HEAD.name(), observation);
    }

    private static List<QualityReport> of(ObservedShadow shadow, List<QualityReport> reports) {
        return reports.stream()
                .filter(report -> report.shadow().equals(shadow.name()))
                .toList();
    }

    @Test
    void a_shadow_that_is_complete_does_not_wait_for_another() throws Exception {
        try (QualityHarness harness = open(SPARK, HEAD)) {
            // Given: no comparison of Spark NLP
            harness.add(predicted(1003), ofHead(agreed(1003)));
            // When
            harness.watermark(1030);
            List<QualityReport> atOnce = harness.reports();
            harness.time(50);
            // Then
            assertThat(atOnce)
                    .extracting(QualityReport::shadow, QualityReport::endMillis, QualityReport::complete)
                    .containsExactly(tuple("head", 1020L, true));
            assertThat(harness.reports())
                    .extracting(QualityReport::shadow, QualityReport::endMillis, QualityReport::complete)
                    .containsExactly(tuple("spark-nlp", 1020L, false));
        }
    }

    @Test
    void a_slow_shadow_still_has_the_counts_that_another_is_done_with() throws Exception {
        try (QualityHarness harness = open(SPARK, HEAD)) {
            // Given: the head is ahead by more than a tumbling window, and panes would be merged for it alone
            harness.add(predicted(1003), ofHead(agreed(1003)), predicted(1303), ofHead(disagreed(1303)));
            harness.watermark(1330);
            // When
            List<QualityReport> first = harness.reports();
            harness.add(agreed(1003), agreed(1303));
            List<QualityReport> second = harness.reports();
            // Then
            assertThat(of(SPARK, first)).isEmpty();
            assertThat(of(HEAD, second)).isEmpty();
            assertThat(second)
                    .hasSameSizeAs(first)
                    .extracting(QualityReport::endMillis, report -> count(report, "records"))
                    .containsExactlyElementsOf(first.stream()
                            .map(report -> tuple(report.endMillis(), count(report, "records")))
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_reference_of_a_day_before_is_there_when_the_watermark_moves_on_by_a_day_and_for_a_shadow_that_waits(
            boolean merged) throws Exception {
        QualityOptions options =
                QualityHarness.options(sizes(100, 20, 300), new DriftOptions(ReferenceKind.PREVIOUS_DAY, 1, null));
        long day = Duration.ofDays(1).toMillis();
        try (QualityHarness harness =
                QualityHarness.open(serving, List.of(SPARK, HEAD), options, new HashMapStateBackend())) {
            // Given texts of two days, of which Spark NLP has answered one
            harness.add(predicted(1003), agreed(1003), ofHead(agreed(1003)));
            if (merged) {
                harness.watermark(1250);
            }
            harness.add(predicted(day + 1003), ofHead(agreed(day + 1003)));
            // When the watermark passes both at once, and Spark NLP answers then
            harness.watermark(day + 1350);
            List<QualityReport> first = harness.reports();
            harness.add(agreed(day + 1003));
            List<QualityReport> second = harness.reports();
            // Then both have the window of the day before as reference
            assertThat(references(HEAD, first, day + 1100)).containsExactly(1100L);
            assertThat(references(SPARK, first, day + 1100)).isEmpty();
            assertThat(references(SPARK, second, day + 1100)).containsExactly(1100L);
        }
    }

    /** Ends of the references of a shadow's reports on the window that ends at a time. */
    private static List<Long> references(ObservedShadow shadow, List<QualityReport> reports, long end) {
        return of(shadow, reports).stream()
                .filter(report -> report.endMillis() == end)
                .map(report ->
                        report.reference() == null ? 0L : report.reference().endMillis())
                .toList();
    }

    @Test
    void a_revision_that_is_due_is_reported_with_all_counts_although_another_shadow_is_beyond_the_lateness()
            throws Exception {
        QualityOptions options =
                QualityHarness.options(sizes(100, 20, 295), new DriftOptions(ReferenceKind.FROZEN, 4, null));
        try (QualityHarness harness =
                QualityHarness.open(serving, List.of(SPARK, HEAD), options, new HashMapStateBackend())) {
            // Given: the window of 1100 takes late data until 1395, which is no end of a window
            for (long at = 1003; at < 1363; at += 40) {
                harness.add(predicted(at), agreed(at), ofHead(agreed(at)));
            }
            harness.add(predicted(1363), agreed(1363));
            harness.watermark(1385);
            harness.add(agreed(1004));
            harness.reports();
            // When: the other shadow's windows go on, and then the first one's revision is due
            harness.watermark(1397);
            harness.add(ofHead(agreed(1363)));
            List<QualityReport> before = harness.reports();
            harness.time(1000);
            // Then
            assertThat(before).extracting(QualityReport::shadow).containsOnly("head");
            assertThat(harness.reports())
                    .extracting(
                            QualityReport::shadow,
                            QualityReport::endMillis,
                            QualityReport::revision,
                            report -> count(report, "records"))
                    .containsExactly(tuple("spark-nlp", 1100L, 1, 3L));
        }
    }

    @Test
    void a_shadow_that_was_removed_keeps_no_window_waiting_and_no_panes() throws Exception {
        // Given: the head waits
        OperatorSubtaskState state;
        try (QualityHarness harness = open(HEAD, SPARK)) {
            harness.add(predicted(1003), agreed(1003));
            harness.watermark(1030);
            assertThat(harness.reports()).extracting(QualityReport::shadow).containsExactly("spark-nlp");
            state = harness.snapshot();
        }
        try (QualityHarness harness = restored(state, SPARK)) {
            // When
            harness.watermark(1030);
            harness.add(predicted(1043), agreed(1043));
            harness.watermark(1059);
            List<QualityReport> reports = harness.reports();
            int kept = harness.states();
            for (long watermark = 1100; watermark < 3000; watermark += 20) {
                harness.watermark(watermark);
            }
            // Then
            assertThat(reports)
                    .extracting(
                            QualityReport::shadow,
                            QualityReport::endMillis,
                            QualityReport::complete,
                            report -> count(report, "records"))
                    .containsExactly(tuple("spark-nlp", 1040L, true, 1L), tuple("spark-nlp", 1060L, true, 2L));
            assertThat(harness.states()).isLessThan(kept);
            harness.time(10_000);
            assertThat(harness.timers()).isZero();
        }
    }

    @Test
    void a_shadow_that_was_added_begins_with_the_texts_that_are_there_and_was_asked_about_none_of_them()
            throws Exception {
        // Given
        OperatorSubtaskState state;
        try (QualityHarness harness = open(SPARK)) {
            harness.add(predicted(1003), predicted(1004), agreed(1003), agreed(1004));
            harness.watermark(1030);
            state = harness.snapshot();
        }
        try (QualityHarness harness = restored(state, HEAD, SPARK)) {
            // When
            harness.watermark(1030);
            harness.add(predicted(1043), agreed(1043), ofHead(disagreed(1043)));
            harness.watermark(1059);
            // Then
            assertThat(of(HEAD, harness.reports())).singleElement().satisfies(report -> {
                assertThat(report.endMillis()).isEqualTo(1060);
                assertThat(report.complete()).isTrue();
                assertThat(count(report, "records")).isEqualTo(3);
                assertThat(count(report, "sampled")).isEqualTo(1);
                assertThat(count(report, "disagreed")).isEqualTo(1);
            });
        }
    }

    @Test
    void what_comes_late_to_windows_of_before_is_no_revision_of_a_shadow_that_was_added() throws Exception {
        // Given
        OperatorSubtaskState state;
        try (QualityHarness harness = open(SPARK)) {
            harness.add(predicted(1003), agreed(1003));
            harness.watermark(1250);
            state = harness.snapshot();
        }
        try (QualityHarness harness = restored(state, SPARK, HEAD)) {
            // When: a text of a window whose panes are merged
            harness.watermark(1250);
            harness.add(predicted(1005), agreed(1005), ofHead(agreed(1005)));
            harness.time(1000);
            harness.watermark(1300);
            // Then
            assertThat(harness.reports())
                    .extracting(
                            QualityReport::shadow,
                            QualityReport::endMillis,
                            QualityReport::revision,
                            report -> count(report, "records"))
                    .containsExactly(tuple("spark-nlp", 1100L, 1, 2L));
        }
    }

    @Test
    void a_shadow_that_comes_back_goes_on_with_the_windows_whose_counts_are_there() throws Exception {
        // Given: the head has reported a window, and waits with the next when it is removed
        List<QualityReport> reports = new ArrayList<>();
        OperatorSubtaskState state;
        try (QualityHarness harness = open(SPARK, HEAD)) {
            harness.add(predicted(1003), agreed(1003), ofHead(agreed(1003)), predicted(1023), agreed(1023));
            harness.watermark(1050);
            reports.addAll(harness.reports());
            state = harness.snapshot();
        }
        try (QualityHarness harness = restored(state, SPARK)) {
            harness.time(500);
            for (long at = 1053; at < 1500; at += 10) {
                harness.add(predicted(at), agreed(at));
                harness.watermark(at);
            }
            reports.addAll(harness.reports());
            state = harness.snapshot();
        }
        try (QualityHarness harness = restored(state, HEAD, SPARK)) {
            // When
            harness.time(1000);
            harness.watermark(1493);
            for (long at = 1503; at < 1700; at += 10) {
                harness.add(predicted(at), agreed(at), ofHead(agreed(at)));
                harness.watermark(at);
            }
            harness.watermark(1800);
            List<QualityReport> last = harness.reports();
            List<QualityReport> later = of(HEAD, last);
            reports.addAll(last);
            // Then: every window has the texts that the windows of the shadow that stayed have
            Map<Long, Long> records = of(SPARK, reports).stream()
                    .collect(Collectors.toMap(QualityReport::endMillis, report -> count(report, "records")));
            assertThat(of(HEAD, reports)).extracting(QualityReport::endMillis).startsWith(1020L);
            assertThat(later).extracting(QualityReport::endMillis).isSorted().doesNotHaveDuplicates();
            assertThat(later.get(0).endMillis()).isGreaterThan(1300);
            assertThat(later)
                    .hasSizeGreaterThan(10)
                    .filteredOn(report -> records.containsKey(report.endMillis()))
                    .isNotEmpty()
                    .allSatisfy(
                            report -> assertThat(count(report, "records")).isEqualTo(records.get(report.endMillis())));
            assertThat(later).allMatch(report -> count(report, "sampled") == count(report, "compared"));
            harness.watermark(5000);
            harness.time(10_000);
            harness.watermark(10_000);
            assertThat(harness.timers()).isZero();
        }
    }

    @Test
    void a_revision_that_was_due_when_its_shadow_was_removed_is_dropped_once_its_window_is_forgotten()
            throws Exception {
        // Given: a comparison comes late for the head
        OperatorSubtaskState state;
        try (QualityHarness harness = open(SPARK, HEAD)) {
            harness.add(predicted(1003), agreed(1003), ofHead(agreed(1003)));
            harness.watermark(1290);
            harness.add(ofHead(agreed(1004)));
            state = harness.snapshot();
        }
        try (QualityHarness harness = restored(state, SPARK)) {
            harness.time(1000);
            harness.add(predicted(2003), agreed(2003));
            harness.watermark(3000);
            state = harness.snapshot();
        }
        try (QualityHarness harness = restored(state, SPARK, HEAD)) {
            // When
            harness.time(10_000);
            harness.watermark(3000);
            harness.add(predicted(3003), agreed(3003), ofHead(agreed(3003)));
            harness.watermark(3199);
            List<QualityReport> reports = of(HEAD, harness.reports());
            harness.add(ofHead(agreed(3004)));
            harness.time(20_000);
            // Then: later revisions are reported as ever
            assertThat(reports).isNotEmpty().allMatch(report -> report.revision() == 0 && report.endMillis() > 3000);
            assertThat(harness.reports())
                    .extracting(QualityReport::shadow, QualityReport::endMillis, QualityReport::revision)
                    .containsExactly(tuple("head", 3100L, 1));
        }
    }
}
