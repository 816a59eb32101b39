package dev.parallax.evaluate.window;

import dev.parallax.evaluate.observation.Observation;
import java.time.Duration;

/**
 * Counts the observations of one key over sliding windows of event time, and reports each window when it is over.
 *
 * <p>A window is reported when the watermark has passed its end and every text of its newest pane has the comparison
 * that it is to have, or when it has waited for these long enough. Late data counts in the later windows that contain
 * it, and in the tumbling window that contains it (the one whose end is a multiple of the size), which is reported
 * again as the next revision. Once the sliding windows have left a tumbling window behind, its panes are merged into
 * one, and it is kept until it takes no late data any more. What is later than that is counted as late, in the current
 * window.
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
    private final WindowStore store;
    private final Panes panes;
    private final RetainedWindows retained;
    private final Revisions revisions;
    private final long lateness;

    /**
     * @param sizes how windows lie
     * @param kept how long after its end a tumbling window is kept, the allowed lateness or longer
     * @param counter counts an observation
     * @param store the state of the current key
     */
    public SlidingWindows(WindowSizes sizes, Duration kept, ObservationCounter counter, WindowStore store) {
        this.sizes = sizes;
        this.counter = counter;
        this.store = store;
        this.lateness = sizes.allowedLateness().toMillis();
        this.panes = new Panes(sizes, counter, store);
        this.retained = new RetainedWindows(sizes, Math.max(kept.toMillis(), lateness), counter, store);
        this.revisions = new Revisions(store);
    }

    /**
     * Counts an observation.
     *
     * @param watermark event time up to which everything should have come, epoch milliseconds
     * @return whether it came late to a window that was reported, so that this has a revision to be emitted
     */
    public boolean add(Observation observation, long watermark) {
        long pane = sizes.pane(observation.timestampMillis());
        long end = sizes.alignedEnd(observation.timestampMillis());
        Sliding sliding = store.sliding();
        boolean late = false;
        if (tooLate(end, watermark, sliding)) {
            long current = currentPane(watermark, sliding);
            panes.addLate(current);
            sliding.filled(current, sizes);
        } else if (end <= sliding.retainedUntil) {
            retained.add(observation, end);
            late = true;
        } else {
            panes.add(observation, pane);
            if (sliding.lastContains(pane, sizes)) {
                Counts running = store.running();
                counter.add(observation, running);
                store.putRunning(running);
            }
            sliding.filled(pane, sizes);
            late = sliding.hasReported(end);
        }
        if (late) {
            revisions.mark(end);
        }
        store.put(sliding);
        return late;
    }

    /**
     * Whether a tumbling window takes no late data any more. A watermark is not known at first after a restart, but
     * what was forgotten before is; and once a stream has ended nothing is too late.
     */
    private boolean tooLate(long end, long watermark, Sliding sliding) {
        return end <= sliding.forgottenUntil || (isTime(watermark) && end + lateness <= watermark);
    }

    /** The pane of the watermark, or the first that no window contained which was reported. */
    private long currentPane(long watermark, Sliding sliding) {
        long free = Math.max(sliding.lastEnd, sliding.forgottenUntil);
        return isTime(watermark) ? Math.max(sizes.pane(watermark), free) : sizes.pane(free);
    }

    /** Whether a watermark is a time, and not the start or the end of all. */
    private static boolean isTime(long watermark) {
        return watermark != Long.MIN_VALUE && watermark != Long.MAX_VALUE;
    }

    /**
     * Reports all windows that are over and complete.
     *
     * @param released windows that end by then are reported complete or not, epoch milliseconds
     * @return whether there is a window that is over and waits
     */
    public boolean advance(Reporter reporter, long watermark, long released) {
        Sliding sliding = store.sliding();
        boolean waits = false;
        while (sliding.nextEnd != Sliding.NONE && sliding.nextEnd - 1 <= watermark && !waits) {
            long end = sliding.nextEnd;
            if (end > released && !panes.complete(end - sizes.slideMillis())) {
                waits = true;
            } else {
                report(reporter, end, sliding);
            }
        }
        store.put(sliding);
        return waits;
    }

    private void report(Reporter reporter, long end, Sliding sliding) {
        Counts running = panes.slide(store.running(), sliding.lastEnd, end);
        store.putRunning(running);
        reporter.report(new CountedWindow(end, running, panes.sketches(end), 0));
        sliding.reported(running.isZero() ? panes.firstEndFrom(end) : end + sizes.slideMillis());
        retained.merge(end - sizes.sizeMillis(), sliding);
    }

    /**
     * Reports the next revisions of the windows to which data came late.
     *
     * @return how many they were
     */
    public int reportRevisions(Reporter reporter) {
        Sliding sliding = store.sliding();
        var due = revisions.due();
        due.forEach(end -> reportRevision(reporter, end, sliding));
        return due.size();
    }

    private void reportRevision(Reporter reporter, long end, Sliding sliding) {
        int number = revisions.next(end);
        reporter.report(
                end <= sliding.retainedUntil
                        ? retained.window(end, number)
                        : new CountedWindow(end, panes.window(end), panes.sketches(end), number));
    }

    /**
     * Forgets windows that take no late data any more, once the last revision is reported, and what was kept for
     * longer. For a key without data, call this from time to time.
     *
     * @return event time after which there will be something to forget; {@link Sliding#NONE} where the next window that
     *     is reported will do it, or nothing is left
     */
    public long forget(Reporter reporter, long watermark) {
        if (!isTime(watermark)) {
            return Sliding.NONE;
        }
        Sliding sliding = store.sliding();
        if (sliding.nextEnd == Sliding.NONE) {
            rest(watermark + 1 - sizes.sizeMillis(), sliding);
        }
        sliding.forgottenUntil = Math.max(sliding.forgottenUntil, sizes.alignedEndUntil(watermark - lateness));
        for (long end : store.retained().times()) {
            if (end + lateness <= watermark) {
                if (revisions.isDue(end)) {
                    reportRevision(reporter, end, sliding);
                }
                revisions.forget(end);
            }
        }
        retained.forget(watermark);
        store.put(sliding);
        if (sliding.nextEnd != Sliding.NONE) {
            return Sliding.NONE;
        }
        return panes.isEmpty() ? retained.nextToForget() : sizes.alignedEnd(sliding.newestEnd) + sizes.sizeMillis();
    }

    /**
     * Merges the panes of past windows of a key without data. Windows that end by then were empty and count as
     * reported: none will be reported that needs what was merged.
     */
    private void rest(long until, Sliding sliding) {
        retained.merge(until, sliding);
        long end = sliding.retainedUntil == Sliding.NONE ? Sliding.NONE : sliding.retainedUntil + sizes.sizeMillis();
        if (sliding.lastEnd != Sliding.NONE && end > sliding.lastEnd) {
            Counts running = panes.window(end);
            store.putRunning(running);
            sliding.lastEnd = end;
            if (!running.isZero()) {
                sliding.nextEnd = end + sizes.slideMillis();
            }
        }
    }
}
