package dev.parallax.evaluate.window;

import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.observation.ObservedShadow;
import dev.parallax.evaluate.window.PredictionWindows.Place;
import java.util.List;

/**
 * The sliding windows of event time of one shadow: counts its comparisons, and reports each window when it is over. The
 * counts of a report are the sum of the shadow's own and of {@link PredictionWindows}, which all shadows share.
 *
 * <p>A window is reported when the watermark has passed its end and every text of its newest pane has the comparison
 * that it is to have, or when it has waited for these long enough. Late data counts in the later windows that contain
 * it, and in the tumbling window that contains it (the one whose end is a multiple of the size), which is reported
 * again as the next revision. Once the sliding windows of all shadows have left a tumbling window behind, its panes are
 * merged into one, and it is kept until it takes no late data any more. What is later than that is counted as late, in
 * the current window.
 *
 * <p>The counts of a window are those of the window before, plus a pane, minus a pane, so that a slide costs the same
 * however many a window has.
 *
 * <p>A shadow that is new to a key, or that was away for a while, begins with the first window whose shared panes all
 * exist. Texts of before count as texts, and not as texts that it was asked about.
 *
 * <p>No threads, no clock and no Flink: the caller passes watermark and time. One instance serves all keys: the store
 * is that of the current one.
 */
public final class SlidingWindows {

    /** Takes the windows that are reported. */
    @FunctionalInterface
    public interface Reporter {

        /** Takes a window. */
        void report(CountedWindow window);
    }

    private final WindowSizes sizes;
    private final ObservationCounter counter;
    private final ObservedShadow shadow;
    private final PredictionWindows predictions;
    private final ShadowStore store;
    private final PaneCounts own;
    private final Revisions revisions;

    /**
     * @param sizes how windows lie
     * @param counter counts an observation
     * @param shadow the shadow, which is asked about some of the texts, or all
     * @param predictions what all shadows share
     * @param store the state of the current key
     */
    public SlidingWindows(
            WindowSizes sizes,
            ObservationCounter counter,
            ObservedShadow shadow,
            PredictionWindows predictions,
            ShadowStore store) {
        this.sizes = sizes;
        this.counter = counter;
        this.shadow = shadow;
        this.predictions = predictions;
        this.store = store;
        this.own = new PaneCounts(sizes, store.panes(), store.retained());
        this.revisions = new Revisions(store);
    }

    /**
     * Counts an observation that is for this shadow or for each.
     *
     * @param place where it is counted, as {@link PredictionWindows#add} returned it
     * @param watermark event time up to which everything should have come, epoch milliseconds
     * @return whether it came late to a window that was reported, so that this has a revision to be emitted
     */
    public boolean add(Observation observation, Place place, long watermark) {
        Sliding sliding = store.sliding();
        if (place == Place.TOO_LATE) {
            // A label comes by itself and beside both answers, and is late once.
            if (observation.labelledBoth() == null) {
                addLate(watermark, sliding);
            }
            return false;
        }
        long pane = sizes.pane(observation.timestampMillis());
        long end = sizes.alignedEnd(observation.timestampMillis());
        addOwn(observation, place == Place.RETAINED, pane, end);
        if (place == Place.PANE) {
            if (sliding.lastContains(pane, sizes)) {
                Counts running = store.running();
                counter.addShared(observation, running);
                counter.addOwn(observation, shadow, running);
                store.putRunning(running);
            }
            filled(pane, sliding);
        }
        boolean late = sliding.hasReported(end);
        if (late) {
            revisions.mark(end);
        }
        return late;
    }

    private void addOwn(Observation observation, boolean retained, long pane, long end) {
        if (!ObservationCounter.hasOwn(observation, shadow)) {
            return;
        }
        Counts counts = retained ? own.retained(end) : own.pane(pane);
        counter.addOwn(observation, shadow, counts);
        if (retained) {
            own.putRetained(end, counts);
        } else {
            own.putPane(pane, counts);
        }
    }

    /** Counts an observation as late in the pane of the watermark, or the first that no reported window contains. */
    private void addLate(long watermark, Sliding sliding) {
        long free = Math.max(sliding.lastEnd, predictions.retention().forgottenUntil);
        long pane = PredictionWindows.isTime(watermark) ? Math.max(sizes.pane(watermark), free) : sizes.pane(free);
        Counts counts = own.pane(pane);
        counts.add(CountLayout.tally(CountLayout.Tally.LATE), 1);
        own.putPane(pane, counts);
        predictions.filled(pane);
        filled(pane, sliding);
    }

    private void filled(long pane, Sliding sliding) {
        if (sliding.nextEnd != Sliding.NONE && sliding.nextEnd <= pane + sizes.slideMillis()) {
            return;
        }
        if (sliding.filled(pane, predictions.retention().firstEnd(sizes), sizes)) {
            store.put(sliding);
        }
    }

    /**
     * Reports all windows that are over and complete.
     *
     * @param released windows that end by then are reported complete or not, epoch milliseconds
     * @return whether there is a window that is over and waits
     */
    public boolean advance(Reporter reporter, long watermark, long released) {
        Sliding sliding = store.sliding();
        if (sliding.nextEnd != Sliding.NONE) {
            sliding.nextEnd = Math.max(sliding.nextEnd, predictions.retention().firstEnd(sizes));
        }
        boolean waits = false;
        while (sliding.nextEnd != Sliding.NONE && sliding.nextEnd - 1 <= watermark && !waits) {
            long end = sliding.nextEnd;
            if (end > released && !isComplete(end - sizes.slideMillis())) {
                waits = true;
            } else {
                report(reporter, end, sliding);
            }
        }
        store.put(sliding);
        return waits;
    }

    /** Whether every text of the pane that starts at a time has the comparison that it is to have. */
    private boolean isComplete(long pane) {
        Counts counts = own.known(pane);
        return counts == null || CountLayout.complete(counts);
    }

    private void report(Reporter reporter, long end, Sliding sliding) {
        Counts running = slide(store.running(), sliding.lastEnd, end);
        store.putRunning(running);
        reporter.report(new CountedWindow(end, running, predictions.sketches().window(end), 0));
        sliding.reported(running.isZero() ? firstEndFrom(end) : end + sizes.slideMillis());
    }

    /**
     * Counts of the window that ends at a time, from those of an earlier window.
     *
     * @param running counts of the earlier window; changed
     * @param from end of the earlier window; {@link Sliding#NONE} where there was none
     */
    private Counts slide(Counts running, long from, long end) {
        long size = sizes.sizeMillis();
        if (from == Sliding.NONE
                || end - from >= size
                || from < predictions.retention().firstEnd(sizes)) {
            return window(end);
        }
        addTo(running, from - size, end - size, -1);
        addTo(running, from, end, 1);
        return running;
    }

    /** Counts of the window that ends at a time. */
    private Counts window(long end) {
        Counts counts = new Counts();
        addTo(counts, end - sizes.sizeMillis(), end, 1);
        return counts;
    }

    private void addTo(Counts sum, long start, long end, int times) {
        predictions.counts().addTo(sum, start, end, times);
        own.addTo(sum, start, end, times);
    }

    private long firstEndFrom(long time) {
        long first = Math.min(predictions.counts().firstEndFrom(time), own.firstEndFrom(time));
        return first == Long.MAX_VALUE ? Sliding.NONE : first;
    }

    /**
     * Reports the next revisions of the windows to which data came late.
     *
     * @return how many they were
     */
    public int reportRevisions(Reporter reporter) {
        var due = revisions.due();
        due.forEach(end -> reportRevision(reporter, end));
        return due.size();
    }

    private void reportRevision(Reporter reporter, long end) {
        boolean retained = end <= predictions.retention().retainedUntil;
        if (retained && !predictions.counts().hasRetained(end)) {
            // The shadow was away while its window was forgotten.
            revisions.forget(end);
            return;
        }
        int number = revisions.next(end);
        if (!retained) {
            reporter.report(
                    new CountedWindow(end, window(end), predictions.sketches().window(end), number));
            return;
        }
        Counts counts = predictions.counts().retained(end).copy();
        counts.add(own.retained(end), 1);
        reporter.report(new CountedWindow(end, counts, predictions.sketches().retained(end), number));
    }

    /**
     * Forgets the revisions of windows that the sliding windows have left behind and that take no late data any more,
     * once the last is reported. For a key without data, call this from time to time.
     */
    public void forgetRevisions(Reporter reporter, long watermark) {
        if (!PredictionWindows.isTime(watermark)) {
            return;
        }
        Sliding sliding = store.sliding();
        rest(watermark, sliding);
        long left = sliding.lastEnd == Sliding.NONE ? Sliding.NONE : sliding.lastEnd - sizes.sizeMillis();
        for (long end : store.revisions().times()) {
            if (end <= left && end + sizes.allowedLateness().toMillis() <= watermark) {
                if (revisions.isDue(end)) {
                    reportRevision(reporter, end);
                }
                revisions.forget(end);
            }
        }
    }

    /** Without data, windows that end by the watermark count as reported, so that their panes are not needed. */
    private void rest(long watermark, Sliding sliding) {
        if (sliding.nextEnd != Sliding.NONE || sliding.lastEnd == Sliding.NONE) {
            return;
        }
        long end = sizes.alignedEndUntil(watermark + 1 - sizes.sizeMillis()) + sizes.sizeMillis();
        if (end > sliding.lastEnd) {
            Counts running = window(end);
            store.putRunning(running);
            sliding.lastEnd = end;
            if (!running.isZero()) {
                sliding.nextEnd = end + sizes.slideMillis();
            }
            store.put(sliding);
        }
    }

    /** The shadow's own counts. */
    PaneCounts own() {
        return own;
    }

    /** End of the first window that is over and has not been reported, or the watermark where there is none. */
    long firstUnreported(long watermark) {
        long next = store.sliding().nextEnd;
        return next == Sliding.NONE ? watermark : Math.min(next, watermark);
    }

    /** Whether there is a window to be reported. */
    boolean hasNext() {
        return store.sliding().nextEnd != Sliding.NONE;
    }

    /** End of the first window whose next revision has not been reported yet; the largest time for none. */
    long firstDue() {
        List<Long> due = revisions.due();
        return due.isEmpty() ? Long.MAX_VALUE : due.get(0);
    }

    /**
     * Start of the first pane that is needed for the windows to be reported: the latest window that was reported is
     * slid on from. {@link Sliding#NONE} for all panes, the largest time for none.
     */
    long neededFrom() {
        Sliding sliding = store.sliding();
        if (sliding.lastEnd != Sliding.NONE) {
            return sliding.lastEnd - sizes.sizeMillis();
        }
        return sliding.nextEnd == Sliding.NONE ? Long.MAX_VALUE : Sliding.NONE;
    }
}
