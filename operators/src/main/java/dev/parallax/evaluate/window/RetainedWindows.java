package dev.parallax.evaluate.window;

import dev.parallax.evaluate.observation.Observation;

/**
 * Past windows of one key that do not overlap (tumbling windows), kept so that late data can still be counted. Each has
 * the sum of its panes. They were reported before, or were empty.
 *
 * <p>A window is kept for the allowed lateness, and for longer if it is the reference of another day's windows. For one
 * thread.
 */
final class RetainedWindows {

    private final WindowSizes sizes;
    private final long keptMillis;
    private final ObservationCounter counter;
    private final WindowStore store;

    /**
     * @param sizes how windows lie
     * @param keptMillis how long after its end a window is kept
     * @param counter counts an observation
     * @param store the key's state
     */
    RetainedWindows(WindowSizes sizes, long keptMillis, ObservationCounter counter, WindowStore store) {
        this.sizes = sizes;
        this.keptMillis = keptMillis;
        this.counter = counter;
        this.store = store;
    }

    /** Counts a late observation in the window that ends at a time. */
    void add(Observation observation, long end) {
        Counts counts = counts(end);
        counter.add(observation, counts);
        store.retained().put(end, counts);
        Sketches sketches = sketches(end);
        sketches.add(observation);
        store.retainedSketches().put(end, sketches);
    }

    /** The window that ends at a time; its counts are 0 if it never had an observation. */
    CountedWindow window(long end, int revision) {
        return new CountedWindow(end, counts(end), sketches(end), revision);
    }

    /** Merges the panes of each tumbling window that ends by a time and is not retained yet. */
    void merge(long until, Sliding sliding) {
        long last = sizes.alignedEndUntil(until);
        if (last <= sliding.retainedUntil) {
            return;
        }
        sliding.retainedUntil = last;
        for (long pane : store.panes().times()) {
            long end = sizes.alignedEnd(pane);
            Counts some = store.panes().get(pane);
            if (end <= last && some != null) {
                Counts sum = counts(end);
                sum.add(some, 1);
                store.retained().put(end, sum);
                store.panes().remove(pane);
            }
        }
        for (long part : store.parts().times()) {
            long end = sizes.alignedEnd(part);
            Sketches some = store.parts().get(part);
            if (end <= last && some != null) {
                Sketches sum = sketches(end);
                sum.add(some);
                store.retainedSketches().put(end, sum);
                store.parts().remove(part);
            }
        }
    }

    /** Removes the windows whose time to be kept is over. */
    void forget(long watermark) {
        for (long end : store.retained().times()) {
            if (end + keptMillis <= watermark) {
                store.retained().remove(end);
                store.retainedSketches().remove(end);
            }
        }
    }

    /** Event time after which there will be a window to remove; {@link Sliding#NONE} where there is no window. */
    long nextToForget() {
        return store.retained().times().stream()
                .mapToLong(end -> end + keptMillis)
                .min()
                .orElse(Sliding.NONE);
    }

    private Counts counts(long end) {
        Counts counts = store.retained().get(end);
        return counts == null ? new Counts() : counts;
    }

    private Sketches sketches(long end) {
        Sketches sketches = store.retainedSketches().get(end);
        return sketches == null ? new Sketches() : sketches;
    }
}
