package dev.parallax.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.evaluate.QualityOptions.DriftOptions;
import dev.parallax.evaluate.QualityOptions.ReferenceKind;
import dev.parallax.evaluate.QualityReport.Reference;
import dev.parallax.evaluate.observation.Observations;
import dev.parallax.evaluate.stats.Adwin;
import dev.parallax.evaluate.stats.PageHinkley;
import dev.parallax.evaluate.window.CountLayout;
import dev.parallax.evaluate.window.CountedWindow;
import dev.parallax.evaluate.window.Counts;
import dev.parallax.evaluate.window.InMemoryWindowStore;
import dev.parallax.evaluate.window.ObservationCounter;
import dev.parallax.evaluate.window.PredictionWindows;
import dev.parallax.evaluate.window.Retention;
import dev.parallax.evaluate.window.Sketches;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which window is the reference of another, without Flink. */
class ReferencesTest {

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long SIZE = 100;
    private static final int LEAST = 10;

    private final InMemoryHistoryStore history = new InMemoryHistoryStore();
    private final InMemoryWindowStore windows = new InMemoryWindowStore();

    /** The history of a key on the heap. */
    private static final class InMemoryHistoryStore implements HistoryStore {

        private KeyFacts facts = new KeyFacts();
        private PageHinkley pageHinkley = new PageHinkley();
        private Adwin adwin = new Adwin();
        private @Nullable Counts baseline;
        private @Nullable Sketches sketches;

        @Override
        public KeyFacts facts() {
            return facts;
        }

        @Override
        public void put(KeyFacts value) {
            facts = value;
        }

        @Override
        public PageHinkley pageHinkley() {
            return pageHinkley;
        }

        @Override
        public void put(PageHinkley test) {
            pageHinkley = test;
        }

        @Override
        public Adwin adwin() {
            return adwin;
        }

        @Override
        public void put(Adwin value) {
            adwin = value;
        }

        @Override
        public @Nullable Counts baseline() {
            return baseline;
        }

        @Override
        public @Nullable Sketches baselineSketches() {
            return sketches;
        }

        @Override
        public void putBaseline(Counts counts, Sketches quantiles) {
            baseline = counts;
            sketches = quantiles;
        }
    }

    private References references(ReferenceKind kind) {
        QualityOptions options =
                QualityHarness.options(QualityHarness.sizes(SIZE, 20, 300), new DriftOptions(kind, LEAST, null));
        CountLayout cells = new CountLayout(2);
        PredictionWindows predictions =
                new PredictionWindows(options.sizes(), options.kept(), new ObservationCounter(cells), windows);
        return new References(options, List.of("negative", "positive"), cells, history, predictions);
    }

    private static CountedWindow window(long end, int revision, long texts) {
        return new CountedWindow(end, counts(texts), new Sketches(), revision);
    }

    private static Counts counts(long texts) {
        Counts counts = new Counts();
        counts.add(CountLayout.tally(CountLayout.Tally.RECORDS), texts);
        return counts;
    }

    private void firstPane(long start) {
        Retention retention = new Retention();
        retention.firstPane = start;
        windows.put(retention);
    }

    private void retained(long end, long texts) {
        Retention retention = new Retention();
        retention.retainedUntil = end;
        windows.put(retention);
        windows.retained().put(end, counts(texts));
    }

    private static @Nullable Reference reference(References references, CountedWindow window) {
        return references.of(window).map(References.Baseline::reference).orElse(null);
    }

    @Test
    void the_first_whole_window_with_enough_texts_is_frozen_and_stays_the_reference() {
        // Given
        firstPane(1000);
        References frozen = references(ReferenceKind.FROZEN);
        // Then: not a part of a window, not a revision, and not one with too few texts
        assertThat(frozen.of(window(1080, 0, LEAST))).isEmpty();
        assertThat(frozen.of(window(1100, 1, LEAST))).isEmpty();
        assertThat(frozen.of(window(1100, 0, LEAST - 1))).isEmpty();
        assertThat(reference(frozen, window(1120, 0, LEAST))).isEqualTo(new Reference("frozen", 1020, 1120, LEAST));
        assertThat(reference(frozen, window(1140, 0, 2 * LEAST))).isEqualTo(new Reference("frozen", 1020, 1120, LEAST));
    }

    @Test
    void a_frozen_reference_does_not_change_with_the_window_that_it_was() {
        // Given
        firstPane(1000);
        References frozen = references(ReferenceKind.FROZEN);
        CountedWindow first = window(1100, 0, LEAST);
        var unused = frozen.of(first);
        // When: the running counts slide on
        first.counts().add(CountLayout.tally(CountLayout.Tally.RECORDS), 5);
        // Then
        assertThat(reference(frozen, window(1120, 0, LEAST))).isEqualTo(new Reference("frozen", 1000, 1100, LEAST));
    }

    @Test
    void a_frozen_reference_keeps_only_what_drift_is_measured_on() {
        // Given
        firstPane(1000);
        CountLayout cells = new CountLayout(2);
        CountedWindow first = window(1100, 0, LEAST);
        first.counts().add(cells.predicted(1), 7);
        first.counts().add(CountLayout.score(3), 7);
        first.counts().add(CountLayout.tokens(2), 7);
        first.counts().add(cells.compared(1, 0), 5);
        first.counts().add(CountLayout.tally(CountLayout.Tally.SAMPLED), 5);
        first.sketches().add(Observations.predicted(1));
        first.sketches().add(Observations.labelled(1, 1, 1));
        // When
        var unused = references(ReferenceKind.FROZEN).of(first);
        // Then
        Counts expected = counts(LEAST);
        expected.add(cells.predicted(1), 7);
        expected.add(CountLayout.score(3), 7);
        expected.add(CountLayout.tokens(2), 7);
        assertThat(history.baseline()).isEqualTo(expected);
        assertThat(history.baselineSketches()).isNotNull().satisfies(sketches -> {
            assertThat(sketches.scores().getN()).isEqualTo(1);
            assertThat(sketches.tokens().isEmpty()).isTrue();
            assertThat(sketches.delays().isEmpty()).isTrue();
        });
    }

    @Test
    void the_previous_day_is_the_last_tumbling_window_that_ended_a_day_before() {
        // Given
        retained(1100, LEAST);
        References previous = references(ReferenceKind.PREVIOUS_DAY);
        // Then
        assertThat(previous.of(window(DAY + 1080, 0, LEAST))).isEmpty();
        assertThat(reference(previous, window(DAY + 1100, 0, LEAST)))
                .isEqualTo(new Reference("previous-day", 1000, 1100, LEAST));
        assertThat(reference(previous, window(DAY + 1180, 0, LEAST)))
                .isEqualTo(new Reference("previous-day", 1000, 1100, LEAST));
        assertThat(previous.of(window(DAY + 1200, 0, LEAST))).isEmpty();
    }

    @Test
    void the_previous_day_is_found_where_its_panes_are_not_merged_yet() {
        // Given panes of a day ago, after a watermark that moved on by a day at once
        for (long pane = 1000; pane < 1100; pane += 20) {
            windows.panes().put(pane, counts(LEAST / 5));
        }
        References previous = references(ReferenceKind.PREVIOUS_DAY);
        // Then
        assertThat(reference(previous, window(DAY + 1100, 0, LEAST)))
                .isEqualTo(new Reference("previous-day", 1000, 1100, LEAST));
        assertThat(previous.of(window(DAY + 1080, 0, LEAST))).isEmpty();
        assertThat(previous.of(window(DAY + 1200, 0, LEAST))).isEmpty();
    }

    @Test
    void a_previous_day_with_too_few_texts_is_no_reference() {
        retained(1100, LEAST - 1);
        assertThat(references(ReferenceKind.PREVIOUS_DAY).of(window(DAY + 1100, 0, LEAST)))
                .isEmpty();
    }
}
