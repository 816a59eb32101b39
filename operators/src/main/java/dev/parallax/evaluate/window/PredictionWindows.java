package dev.parallax.evaluate.window;

import dev.parallax.evaluate.observation.Observation;
import java.time.Duration;
import java.util.Collection;

/**
 * Counts and quantiles of the predictions and labels of one key, once for all shadows, in panes and tumbling windows.
 * It also decides, for all shadows, how late an observation is, and when panes are merged and forgotten.
 *
 * <pre>
 *                 prediction, label                            comparison of a shadow
 *                        |                                               |
 *   PredictionWindows    |                          SlidingWindows       |        one for each shadow
 *                        v                                               v
 *   panes         |  3 |  5 |  4 |  2 |             panes    |  1 |  2 |  2 |  1 |
 *                    \________ ____________________________________/
 *                             v
 *                    counts of a window: panes of both, added, when this shadow's window is complete
 *
 *   once the windows of every shadow have left it behind:
 *   tumbling windows   |     14     |               tumbling windows  |      6     |
 * </pre>
 *
 * <p>Each shadow has a progress of its own ({@link Sliding}), so that a window with which one shadow is done does not
 * wait for another's comparisons. What this costs for each shadow is two times, and the counts of its running window.
 * Panes are merged when no shadow's window needs them any more.
 *
 * <p>A tumbling window is one whose end is a multiple of the size. It is kept for the allowed lateness, and for longer
 * if it is the reference of another day's windows.
 *
 * <p>No threads, no clock and no Flink: the caller passes the watermark. One instance serves all keys: the store is
 * that of the current one.
 */
public final class PredictionWindows {

    /** The place where an observation is counted. */
    public enum Place {
        /** In its pane. */
        PANE,
        /** In its tumbling window, whose panes are merged. */
        RETAINED,
        /** Among the late ones of a later window. */
        TOO_LATE
    }

    private final WindowSizes sizes;
    private final long keptMillis;
    private final long lateness;
    private final ObservationCounter counter;
    private final WindowStore store;
    private final PaneCounts counts;
    private final PartSketches sketches;

    /**
     * @param sizes how windows lie
     * @param kept how long after its end a tumbling window is kept, the allowed lateness or longer
     * @param counter counts an observation
     * @param store the state of the current key
     */
    public PredictionWindows(WindowSizes sizes, Duration kept, ObservationCounter counter, WindowStore store) {
        this.sizes = sizes;
        this.lateness = sizes.allowedLateness().toMillis();
        this.keptMillis = Math.max(kept.toMillis(), lateness);
        this.counter = counter;
        this.store = store;
        this.counts = new PaneCounts(sizes, store.panes(), store.retained());
        this.sketches = new PartSketches(sizes, store.parts(), store.retainedSketches());
    }

    /**
     * Counts an observation, if it is one that all shadows share. To be called first for every observation.
     *
     * @param watermark event time up to which everything should have come, epoch milliseconds
     * @return where the observation is counted, by each shadow too
     */
    public Place add(Observation observation, long watermark) {
        long end = sizes.alignedEnd(observation.timestampMillis());
        long pane = sizes.pane(observation.timestampMillis());
        Retention retention = store.retention();
        Place place = place(end, watermark, retention);
        if (place == Place.PANE && retention.filled(pane, sizes)) {
            store.put(retention);
        }
        if (!observation.isForEachShadow()) {
            return place;
        }
        if (place == Place.PANE) {
            Counts some = counts.pane(pane);
            counter.addShared(observation, some);
            counts.putPane(pane, some);
            sketches.add(observation);
        } else if (place == Place.RETAINED) {
            Counts some = counts.retained(end);
            counter.addShared(observation, some);
            counts.putRetained(end, some);
            sketches.addRetained(observation, end);
        }
        return place;
    }

    /**
     * The place of the observations of a tumbling window. A watermark is not known at first after a restart, but what
     * was forgotten before is; and once a stream has ended nothing is too late.
     */
    private Place place(long end, long watermark, Retention retention) {
        if (end <= retention.forgottenUntil || (isTime(watermark) && end + lateness <= watermark)) {
            return Place.TOO_LATE;
        }
        return end <= retention.retainedUntil ? Place.RETAINED : Place.PANE;
    }

    /** Whether a watermark is a time, and not the start or the end of all. */
    static boolean isTime(long watermark) {
        return watermark != Long.MIN_VALUE && watermark != Long.MAX_VALUE;
    }

    /** The pane that starts at a time is not empty any more. */
    void filled(long pane) {
        Retention retention = store.retention();
        if (retention.filled(pane, sizes)) {
            store.put(retention);
        }
    }

    /**
     * The predictions and labels of the tumbling window that ends at a time, whether its panes are merged yet or not: a
     * watermark that moves on by days makes all their windows due at once.
     */
    public CountedWindow tumbling(long end) {
        if (end <= store.retention().retainedUntil) {
            return new CountedWindow(end, counts.retained(end), sketches.retained(end), 0);
        }
        Counts sum = new Counts();
        counts.addTo(sum, end - sizes.sizeMillis(), end, 1);
        return new CountedWindow(end, sum, sketches.window(end), 0);
    }

    /** Whether observations were counted from the beginning of a time on. */
    public boolean isWholeFrom(long start) {
        return store.retention().firstPane <= start;
    }

    /** The progress of merging and forgetting. */
    Retention retention() {
        return store.retention();
    }

    /** Counts that all shadows share. */
    PaneCounts counts() {
        return counts;
    }

    /** Quantiles that all shadows share. */
    PartSketches sketches() {
        return sketches;
    }

    /**
     * Merges the panes that no shadow's window needs any more, and forgets tumbling windows that were kept long enough.
     * To be called after windows of any shadow were reported, and, for a key without data, from time to time.
     *
     * @param shadows the windows of all shadows
     * @return event time after which there will be something to forget; {@link Sliding#NONE} where the next window that
     *     is reported will do it, or nothing is left
     */
    public long mergeAndForget(Collection<SlidingWindows> shadows, long watermark) {
        Retention retention = store.retention();
        merge(shadows, retention, watermark);
        if (isTime(watermark)) {
            retention.forgottenUntil = Math.max(retention.forgottenUntil, sizes.alignedEndUntil(watermark - lateness));
            long last = notNeededUntil(shadows, watermark);
            counts.forget(last);
            sketches.forget(last);
            shadows.forEach(shadow -> shadow.own().forget(last));
        }
        store.put(retention);
        return isTime(watermark) && shadows.stream().noneMatch(SlidingWindows::hasNext)
                ? nextToForget(shadows, retention)
                : Sliding.NONE;
    }

    /** End of the last tumbling window that nothing needs: a window that waits may have an older one as reference. */
    private long notNeededUntil(Collection<SlidingWindows> shadows, long watermark) {
        long last = watermark - keptMillis;
        for (SlidingWindows shadow : shadows) {
            last = Math.min(last, shadow.firstUnreported(watermark) - keptMillis);
            last = Math.min(last, shadow.firstDue() - 1);
        }
        return last;
    }

    private void merge(Collection<SlidingWindows> shadows, Retention retention, long watermark) {
        long until = isTime(watermark) ? watermark + 1 - sizes.sizeMillis() : Long.MAX_VALUE;
        for (SlidingWindows shadow : shadows) {
            until = Math.min(until, shadow.neededFrom());
        }
        if (until == Sliding.NONE || until == Long.MAX_VALUE) {
            return;
        }
        long last = sizes.alignedEndUntil(until);
        if (last > retention.retainedUntil) {
            counts.merge(last);
            sketches.merge(last);
            shadows.forEach(shadow -> shadow.own().merge(last));
            retention.retainedUntil = last;
        }
    }

    private long nextToForget(Collection<SlidingWindows> shadows, Retention retention) {
        if (!counts.isEmpty()
                || shadows.stream().anyMatch(shadow -> !shadow.own().isEmpty())) {
            return sizes.alignedEnd(retention.newestEnd) + sizes.sizeMillis();
        }
        long first = counts.firstRetained();
        for (SlidingWindows shadow : shadows) {
            first = Math.min(first, shadow.own().firstRetained());
        }
        return first == Long.MAX_VALUE ? Sliding.NONE : first + keptMillis;
    }
}
