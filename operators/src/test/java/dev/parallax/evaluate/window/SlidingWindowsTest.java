package dev.parallax.evaluate.window;

import static dev.parallax.evaluate.observation.Observations.agreed;
import static dev.parallax.evaluate.observation.Observations.disagreed;
import static dev.parallax.evaluate.observation.Observations.labelled;
import static dev.parallax.evaluate.observation.Observations.labelledBoth;
import static dev.parallax.evaluate.observation.Observations.predicted;
import static dev.parallax.evaluate.observation.Observations.shed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.observation.Observations;
import dev.parallax.evaluate.observation.ObservedShadow;
import dev.parallax.evaluate.window.CountLayout.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlidingWindowsTest {

    private static final ObservationCounter TALLYING = new ObservationCounter(new CountLayout(Observations.CLASSES));
    private static final ObservedShadow SPARK = ObservedShadow.sparkNlp();

    private final List<Left> left = new ArrayList<>();
    private final SlidingWindows.Reporter report = window -> left.add(Left.of(window));
    private final InMemoryWindowStore shared = new InMemoryWindowStore();
    private final InMemoryShadowStore store = new InMemoryShadowStore();

    /** The windows of one shadow with those of predictions. */
    private record Windows(PredictionWindows predictions, SlidingWindows shadow) {

        boolean add(Observation observation, long watermark) {
            return shadow.add(observation, predictions.add(observation, watermark), watermark);
        }

        boolean advance(SlidingWindows.Reporter reporter, long watermark, long released) {
            return shadow.advance(reporter, watermark, released);
        }

        void reportRevisions(SlidingWindows.Reporter reporter) {
            shadow.reportRevisions(reporter);
        }

        long forget(SlidingWindows.Reporter reporter, long watermark) {
            shadow.forgetRevisions(reporter, watermark);
            return predictions.mergeAndForget(List.of(shadow), watermark);
        }
    }

    /** A window that left. */
    private record Left(long end, Counts counts, long scores, int revision) {

        static Left of(CountedWindow window) {
            return new Left(
                    window.endMillis(),
                    window.counts().copy(),
                    window.sketches().scores().getN(),
                    window.revision());
        }

        long count(Tally tally) {
            return counts.count(CountLayout.tally(tally));
        }
    }

    private static WindowSizes sizes(long size, long slide, long lateness) {
        return new WindowSizes(Duration.ofMillis(size), Duration.ofMillis(slide), Duration.ofMillis(lateness));
    }

    private Windows windows(WindowSizes sizes) {
        return windows(sizes, Duration.ZERO);
    }

    private Windows windows(WindowSizes sizes, Duration kept) {
        PredictionWindows predictions = new PredictionWindows(sizes, kept, TALLYING, shared);
        return new Windows(predictions, new SlidingWindows(sizes, TALLYING, SPARK, predictions, store));
    }

    private static void add(Windows windows, long watermark, Observation... observations) {
        Arrays.stream(observations).forEach(observation -> windows.add(observation, watermark));
    }

    @Test
    void a_window_leaves_once_the_watermark_has_passed_its_end() {
        // Given
        Windows windows = windows(sizes(100, 10, 0));
        add(windows, 0, predicted(12), agreed(12));
        // When
        windows.advance(report, 18, Sliding.NONE);
        List<Left> before = List.copyOf(left);
        windows.advance(report, 19, Sliding.NONE);
        // Then
        assertThat(before).isEmpty();
        assertThat(left).extracting(Left::end).containsExactly(20L);
        assertThat(left.get(0).count(Tally.RECORDS)).isEqualTo(1);
    }

    @Test
    void a_window_slides_until_its_last_text_has_left_it_and_then_says_so_once() {
        // Given
        Windows windows = windows(sizes(30, 10, 0));
        add(windows, 0, predicted(12), agreed(12));
        // When
        windows.advance(report, 500, Sliding.NONE);
        // Then
        assertThat(left).extracting(Left::end).containsExactly(20L, 30L, 40L, 50L);
        assertThat(left).extracting(each -> each.count(Tally.RECORDS)).containsExactly(1L, 1L, 1L, 0L);
    }

    @Test
    void a_window_waits_for_the_comparisons_of_its_newest_pane() {
        // Given
        Windows windows = windows(sizes(30, 10, 100));
        add(windows, 0, predicted(12), predicted(13), agreed(12));
        // When
        boolean waits = windows.advance(report, 20, Sliding.NONE);
        List<Left> before = List.copyOf(left);
        add(windows, 20, shed(13));
        boolean stillWaits = windows.advance(report, 20, Sliding.NONE);
        // Then
        assertThat(waits).isTrue();
        assertThat(before).isEmpty();
        assertThat(stillWaits).isFalse();
        assertThat(left).hasSize(1);
        assertThat(left.get(0).count(Tally.SHED)).isEqualTo(1);
    }

    @Test
    void a_window_that_has_waited_long_enough_leaves_without_its_comparisons() {
        // Given
        Windows windows = windows(sizes(30, 10, 100));
        add(windows, 0, predicted(12));
        windows.advance(report, 20, Sliding.NONE);
        // When
        windows.advance(report, 20, Long.MAX_VALUE);
        // Then
        assertThat(left).hasSize(1);
        assertThat(CountLayout.complete(left.get(0).counts())).isFalse();
    }

    @Test
    void what_comes_late_counts_in_the_windows_to_come() {
        // Given
        Windows windows = windows(sizes(30, 10, 100));
        add(windows, 0, predicted(12));
        windows.advance(report, 20, Long.MAX_VALUE);
        // When
        add(windows, 20, disagreed(12));
        windows.advance(report, 30, Sliding.NONE);
        // Then
        assertThat(left).extracting(each -> each.count(Tally.DISAGREED)).containsExactly(0L, 1L);
    }

    @Test
    void what_comes_late_to_a_window_that_overlaps_no_other_is_reported_with_the_next_revision() {
        // Given
        Windows windows = windows(sizes(30, 10, 1000));
        add(windows, 0, predicted(12), agreed(12), predicted(95), agreed(95));
        windows.advance(report, 200, Sliding.NONE);
        left.clear();
        // When
        add(windows, 200, labelled(12, 1, 1));
        windows.reportRevisions(report);
        add(windows, 200, labelled(12, 1, -1), labelled(12, 0, 1));
        windows.reportRevisions(report);
        windows.reportRevisions(report);
        // Then
        assertThat(left).extracting(Left::end).containsExactly(30L, 30L);
        assertThat(left).extracting(Left::revision).containsExactly(1, 2);
        assertThat(left).extracting(each -> each.count(Tally.LABELLED)).containsExactly(1L, 1L);
        assertThat(left.get(1).counts().count(new CountLayout(2).primaryByLabel(1, 1)))
                .isZero();
        assertThat(left.get(1).counts().count(new CountLayout(2).primaryByLabel(0, 1)))
                .isEqualTo(1);
    }

    @Test
    void what_comes_too_late_is_counted_as_late_in_the_window_of_the_moment() {
        // Given
        Windows windows = windows(sizes(30, 10, 50));
        add(windows, 0, predicted(12), agreed(12));
        windows.advance(report, 79, Sliding.NONE);
        left.clear();
        // When: the window that ends at 30 takes what comes while the watermark is below 80
        boolean inTime = windows.add(predicted(15), 79);
        windows.add(predicted(16), 80);
        windows.advance(report, 89, Long.MAX_VALUE);
        // Then
        assertThat(inTime).isTrue();
        assertThat(left).extracting(each -> each.count(Tally.LATE)).containsExactly(1L);
        assertThat(left.get(0).count(Tally.RECORDS)).isZero();
    }

    @Test
    void a_label_that_comes_too_late_is_late_once() {
        // Given
        Windows windows = windows(sizes(30, 10, 50));
        add(windows, 0, predicted(12), agreed(12));
        windows.advance(report, 79, Sliding.NONE);
        left.clear();
        // When
        add(windows, 80, labelled(12, 1, 1), labelledBoth(12, 1, 1));
        windows.advance(report, 89, Long.MAX_VALUE);
        // Then
        assertThat(left).extracting(each -> each.count(Tally.LATE)).containsExactly(1L);
        assertThat(left.get(0).count(Tally.LABELLED)).isZero();
        assertThat(left.get(0).count(Tally.LABELLED_BOTH)).isZero();
    }

    @Test
    void what_comes_too_late_at_the_very_end_of_a_window_is_counted_in_those_to_come_and_never_taken_from_them() {
        // Given
        Windows windows = windows(sizes(30, 10, 20));
        add(windows, 0, predicted(75), agreed(75));
        windows.advance(report, 79, Sliding.NONE);
        left.clear();
        // When
        windows.add(predicted(12), 79);
        windows.advance(report, 500, Sliding.NONE);
        // Then
        assertThat(left)
                .extracting(Left::end, each -> each.count(Tally.LATE))
                .containsExactly(tuple(90L, 1L), tuple(100L, 1L), tuple(110L, 1L), tuple(120L, 0L));
    }

    @Test
    void what_is_too_late_is_so_after_a_restart_too_before_there_is_a_watermark() {
        // Given
        Windows windows = windows(sizes(30, 10, 50));
        add(windows, 0, predicted(12), agreed(12));
        windows.advance(report, 100, Sliding.NONE);
        windows.forget(report, 100);
        left.clear();
        // When
        boolean due = windows.add(predicted(13), Long.MIN_VALUE);
        windows.advance(report, 500, Sliding.NONE);
        // Then
        assertThat(due).isFalse();
        assertThat(left).extracting(each -> each.count(Tally.LATE)).containsExactly(1L, 1L, 1L, 0L);
        assertThat(left).extracting(each -> each.count(Tally.RECORDS)).containsOnly(0L);
    }

    @Test
    void what_came_late_is_reported_before_its_window_is_forgotten() {
        // Given
        Windows windows = windows(sizes(30, 10, 50));
        add(windows, 0, predicted(12), agreed(12));
        windows.advance(report, 70, Sliding.NONE);
        windows.forget(report, 70);
        left.clear();
        // When
        windows.add(disagreed(12), 79);
        windows.forget(report, 80);
        windows.reportRevisions(report);
        // Then
        assertThat(left)
                .extracting(Left::end, Left::revision, each -> each.count(Tally.DISAGREED))
                .containsExactly(tuple(30L, 1, 1L));
    }

    @Test
    void a_window_is_kept_as_long_as_is_asked_for_and_takes_nothing_late_for_longer_than_it_may() {
        // Given
        Windows windows = windows(sizes(30, 10, 50), Duration.ofMillis(500));
        add(windows, 0, predicted(12), agreed(12));
        windows.advance(report, 400, Sliding.NONE);
        // When
        windows.forget(report, 529);
        boolean due = windows.add(agreed(13), 529);
        boolean kept = shared.retained().times().contains(30L);
        windows.advance(report, 600, Sliding.NONE);
        windows.forget(report, 600);
        // Then
        assertThat(due).isFalse();
        assertThat(kept).isTrue();
        assertThat(shared.retained().times()).doesNotContain(30L);
        assertThat(shared.retainedSketches().times()).doesNotContain(30L);
    }

    @Test
    void nothing_is_kept_once_nothing_may_come_late_any_more() {
        // Given
        Windows windows = windows(sizes(30, 10, 50));
        add(windows, 0, predicted(12), agreed(12), predicted(31));
        windows.advance(report, 30, Sliding.NONE);
        windows.add(agreed(31), 30);
        windows.advance(report, 500, Sliding.NONE);
        // When
        long next = 500;
        while (next != Sliding.NONE) {
            next = windows.forget(report, next);
        }
        // Then
        assertThat(shared.panes().times()).isEmpty();
        assertThat(store.panes().times()).isEmpty();
        assertThat(store.retained().times()).isEmpty();
        assertThat(shared.parts().times()).isEmpty();
        assertThat(shared.retained().times()).isEmpty();
        assertThat(shared.retainedSketches().times()).isEmpty();
        assertThat(store.revisions().times()).isEmpty();
        assertThat(store.running().isZero()).isTrue();
    }
}
