package dev.parallax.evaluate.window;

import dev.parallax.evaluate.observation.Observation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the observations of one key over sliding windows of event time. Counts are kept by pane, which is as long as a
 * slide; a window's are those of the window before, plus a pane, minus a pane, so that a slide costs the same however
 * many a window has.
 *
 * <p>A window leaves when the watermark has passed its end and every sampled text of its newest pane has its
 * comparison, or when it has waited for these long enough. What comes later still counts: in the windows to come that
 * hold it, and in the one window that holds it and overlaps none of its kind, which leaves again with the next
 * revision. Once the sliding windows have left such a window behind, its panes are merged into one, and it is kept
 * until nothing may come late any more. What comes later than that is counted as late, in the window of the moment.
 *
 * <p>No threads, no clock and no Flink: the caller passes watermark and time.
 */
public final class SlidingWindows {

    /** Takes what leaves. */
    @FunctionalInterface
    public interface Reporter {

        /** Takes a window. */
        void report(CountedWindow window);
    }

    private final WindowSizes sizes;
    private final ObservationCounter tallying;
    private final WindowStore store;
    private final Reporter reporter;
    private final long partMillis;
    private final ClosedWindows closed;

    /**
     * @param sizes how windows lie
     * @param kept how long after its end a window that does not overlap others is kept, the allowed lateness or longer
     * @param tallying counts an observation
     * @param store the key's state
     * @param reporter takes the windows
     */
    public SlidingWindows(
            WindowSizes sizes, Duration kept, ObservationCounter tallying, WindowStore store, Reporter reporter) {
        this.sizes = sizes;
        this.tallying = tallying;
        this.store = store;
        this.reporter = reporter;
        this.partMillis = sizes.partMillis();
        this.closed = new ClosedWindows(sizes, Math.max(kept.toMillis(), lateness()), tallying, store);
    }

    /**
     * Counts an observation.
     *
     * @param watermark event time up to which everything should have come, epoch milliseconds
     * @return whether it came late to a window that has left, so that this is due again
     */
    public boolean add(Observation observation, long watermark) {
        long pane = sizes.pane(observation.timestampMillis());
        long end = sizes.alignedEnd(observation.timestampMillis());
        WindowProgress progress = store.progress();
        boolean due = false;
        if (tooLate(end, watermark, progress)) {
            long open = open(watermark, progress);
            Counts counts = pane(open);
            counts.add(CountLayout.tally(CountLayout.Tally.LATE), 1);
            store.panes().put(open, counts);
            expect(progress, open);
        } else if (end <= progress.closedUntil) {
            closed.add(observation, end);
            due = true;
        } else {
            addToPane(observation, pane, progress);
            due = progress.lastEnd != WindowProgress.NONE && end <= progress.lastEnd;
        }
        if (due) {
            Revision revision = store.revisions().get(end);
            store.revisions().put(end, new Revision(revision == null ? 0 : revision.issued(), true));
        }
        store.put(progress);
        return due;
    }

    /**
     * Whether nothing may come any more to a window that does not overlap others. A watermark is not known at first
     * after a restart, but what was forgotten before is; and once a stream has ended nothing is too late.
     */
    private boolean tooLate(long end, long watermark, WindowProgress progress) {
        return end <= progress.forgottenUntil || (isTime(watermark) && end + lateness() <= watermark);
    }

    /** The pane of the moment: that of the watermark, or the first that no window that left has held. */
    private long open(long watermark, WindowProgress progress) {
        long free = Math.max(progress.lastEnd, progress.forgottenUntil);
        return isTime(watermark) ? Math.max(sizes.pane(watermark), free) : sizes.pane(free);
    }

    /** Whether a watermark is a time, and not the start or the end of all. */
    private static boolean isTime(long watermark) {
        return watermark != Long.MIN_VALUE && watermark != Long.MAX_VALUE;
    }

    private long lateness() {
        return sizes.allowedLateness().toMillis();
    }

    private void addToPane(Observation observation, long pane, WindowProgress progress) {
        Counts counts = pane(pane);
        tallying.add(observation, counts);
        store.panes().put(pane, counts);
        long part = part(pane);
        Sketches sketches = orEmpty(store.parts().get(part));
        sketches.add(observation);
        store.parts().put(part, sketches);
        if (progress.lastEnd != WindowProgress.NONE
                && pane < progress.lastEnd
                && pane >= progress.lastEnd - sizes.sizeMillis()) {
            Counts running = store.running();
            tallying.add(observation, running);
            store.putRunning(running);
        }
        expect(progress, pane);
    }

    /** Makes sure that a window leaves which holds the pane. */
    private void expect(WindowProgress progress, long pane) {
        long end = pane + sizes.slideMillis();
        progress.newestEnd = Math.max(progress.newestEnd, end);
        if (progress.firstPane == WindowProgress.NONE || pane < progress.firstPane) {
            progress.firstPane = pane;
        }
        if (progress.lastEnd != WindowProgress.NONE && end <= progress.lastEnd) {
            end = progress.lastEnd + sizes.slideMillis();
            if (pane < end - sizes.sizeMillis()) {
                return;
            }
        }
        if (progress.nextEnd == WindowProgress.NONE || end < progress.nextEnd) {
            progress.nextEnd = end;
        }
    }

    /**
     * Lets all windows leave that may.
     *
     * @param released windows that end by then leave whether their comparisons are there or not, epoch milliseconds
     * @return whether there is a window that waits
     */
    public boolean advance(long watermark, long released) {
        WindowProgress progress = store.progress();
        boolean waits = false;
        while (progress.nextEnd != WindowProgress.NONE && progress.nextEnd - 1 <= watermark && !waits) {
            long end = progress.nextEnd;
            Counts newest = store.panes().get(end - sizes.slideMillis());
            if (end > released && newest != null && !CountLayout.complete(newest)) {
                waits = true;
            } else {
                leave(end, progress);
            }
        }
        store.put(progress);
        return waits;
    }

    private void leave(long end, WindowProgress progress) {
        Counts running = moved(store.running(), progress.lastEnd, end);
        store.putRunning(running);
        reporter.report(new CountedWindow(end, running, sketches(end), 0));
        progress.lastEnd = end;
        progress.nextEnd = running.isZero() ? nextEndAfter(end) : end + sizes.slideMillis();
        closed.close(end - sizes.sizeMillis(), progress);
    }

    /** The end of the first window that holds anything again; none where nothing has come for it yet. */
    private long nextEndAfter(long end) {
        return store.panes().times().stream()
                .filter(pane -> pane >= end)
                .mapToLong(pane -> pane + sizes.slideMillis())
                .min()
                .orElse(WindowProgress.NONE);
    }

    /**
     * Counts of the window with an end.
     *
     * @param counts those of the window before; changed
     * @param from the end of the window before
     */
    private Counts moved(Counts counts, long from, long end) {
        if (from == WindowProgress.NONE || end - from >= sizes.sizeMillis()) {
            return added(new Counts(), end - sizes.sizeMillis(), end, 1);
        }
        return added(added(counts, from - sizes.sizeMillis(), end - sizes.sizeMillis(), -1), from, end, 1);
    }

    private Counts added(Counts counts, long start, long end, int times) {
        for (long pane = start; pane < end; pane += sizes.slideMillis()) {
            Counts some = store.panes().get(pane);
            if (some != null) {
                counts.add(some, times);
            }
        }
        return counts;
    }

    /** Quantiles of a window, made of whole parts: those that it only touches count too. */
    private Sketches sketches(long end) {
        Sketches sum = new Sketches();
        for (long part = part(end - sizes.sizeMillis()); part < end; part += partMillis) {
            Sketches some = store.parts().get(part);
            if (some != null) {
                sum.add(some);
            }
        }
        return sum;
    }

    private long part(long millis) {
        return Math.floorDiv(millis, partMillis) * partMillis;
    }

    /**
     * Reports again the windows to which something came late.
     *
     * @return how many they were
     */
    public int reportRevisions() {
        List<Long> due = store.revisions().times().stream()
                .filter(end -> {
                    Revision revision = store.revisions().get(end);
                    return revision != null && revision.due();
                })
                .sorted()
                .toList();
        WindowProgress progress = store.progress();
        due.forEach(end -> reportRevision(end, progress));
        return due.size();
    }

    private void reportRevision(long end, WindowProgress progress) {
        Revision revision = store.revisions().get(end);
        int number = revision == null ? 1 : revision.issued() + 1;
        if (end <= progress.closedUntil) {
            reporter.report(closed.window(end, number));
        } else {
            Counts counts = added(new Counts(), end - sizes.sizeMillis(), end, 1);
            reporter.report(new CountedWindow(end, counts, sketches(end), number));
        }
        store.revisions().put(end, new Revision(number, false));
    }

    /**
     * Forgets what no observation may come to any more, once its last revision is reported, and what was kept for
     * longer. A key to which nothing comes must have this called now and then.
     *
     * @return event time after which there will be something to forget; {@link WindowProgress#NONE} where the next
     *     window to leave will see to it, or nothing is left
     */
    public long forget(long watermark) {
        if (!isTime(watermark)) {
            return WindowProgress.NONE;
        }
        WindowProgress progress = store.progress();
        if (progress.nextEnd == WindowProgress.NONE) {
            rest(watermark + 1 - sizes.sizeMillis(), progress);
        }
        long lateness = lateness();
        progress.forgottenUntil = Math.max(progress.forgottenUntil, sizes.alignedEndUntil(watermark - lateness));
        for (long end : store.closed().times()) {
            if (end + lateness <= watermark) {
                forgetRevision(end, progress);
            }
        }
        closed.forget(watermark);
        store.put(progress);
        if (progress.nextEnd != WindowProgress.NONE) {
            return WindowProgress.NONE;
        }
        if (!store.panes().times().isEmpty()) {
            return sizes.alignedEnd(progress.newestEnd) + sizes.sizeMillis();
        }
        return closed.nextToForget();
    }

    private void forgetRevision(long end, WindowProgress progress) {
        Revision revision = store.revisions().get(end);
        if (revision != null && revision.due()) {
            reportRevision(end, progress);
        }
        store.revisions().remove(end);
    }

    /**
     * Closes windows of a key to which nothing has come for long. Windows that end by then held nothing, so they count
     * as left: none is to leave that would need what was merged.
     */
    private void rest(long until, WindowProgress progress) {
        closed.close(until, progress);
        long end = progress.closedUntil == WindowProgress.NONE
                ? WindowProgress.NONE
                : progress.closedUntil + sizes.sizeMillis();
        if (progress.lastEnd != WindowProgress.NONE && end > progress.lastEnd) {
            Counts running = added(new Counts(), end - sizes.sizeMillis(), end, 1);
            store.putRunning(running);
            progress.lastEnd = end;
            if (!running.isZero()) {
                progress.nextEnd = end + sizes.slideMillis();
            }
        }
    }

    private Counts pane(long start) {
        return orZero(store.panes().get(start));
    }

    private static Counts orZero(@Nullable Counts counts) {
        return counts == null ? new Counts() : counts;
    }

    private static Sketches orEmpty(@Nullable Sketches sketches) {
        return sketches == null ? new Sketches() : sketches;
    }
}
