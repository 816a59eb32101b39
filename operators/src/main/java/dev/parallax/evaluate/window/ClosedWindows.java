package dev.parallax.evaluate.window;

import dev.parallax.evaluate.observation.Observation;

/**
 * Tumbling windows of one key that the sliding windows have left behind: their panes are merged into one. They are kept
 * for late data, and for longer where they are another day's reference. For one thread.
 */
final class ClosedWindows {

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
    ClosedWindows(WindowSizes sizes, long keptMillis, ObservationCounter counter, WindowStore store) {
        this.sizes = sizes;
        this.keptMillis = keptMillis;
        this.counter = counter;
        this.store = store;
    }

    /** Counts what came late to the window with an end. */
    void add(Observation observation, long end) {
        Counts counts = counts(end);
        counter.add(observation, counts);
        store.closed().put(end, counts);
        Sketches sketches = sketches(end);
        sketches.add(observation);
        store.closedSketches().put(end, sketches);
    }

    /** The window with an end; its counts are 0 if it never had an observation. */
    CountedWindow window(long end, int revision) {
        return new CountedWindow(end, counts(end), sketches(end), revision);
    }

    /** Merges the panes of windows that end by a time or before, and are not merged yet. */
    void close(long until, Sliding sliding) {
        long closed = sizes.alignedEndUntil(until);
        if (closed <= sliding.closedUntil) {
            return;
        }
        sliding.closedUntil = closed;
        for (long pane : store.panes().times()) {
            long end = sizes.alignedEnd(pane);
            Counts some = store.panes().get(pane);
            if (end <= closed && some != null) {
                Counts sum = counts(end);
                sum.add(some, 1);
                store.closed().put(end, sum);
                store.panes().remove(pane);
            }
        }
        for (long part : store.parts().times()) {
            long end = sizes.alignedEnd(part);
            Sketches some = store.parts().get(part);
            if (end <= closed && some != null) {
                Sketches sum = sketches(end);
                sum.add(some);
                store.closedSketches().put(end, sum);
                store.parts().remove(part);
            }
        }
    }

    /** Forgets the windows that need not be kept any longer. */
    void forget(long watermark) {
        for (long end : store.closed().times()) {
            if (end + keptMillis <= watermark) {
                store.closed().remove(end);
                store.closedSketches().remove(end);
            }
        }
    }

    /** Event time after which there will be a window to forget; {@link Sliding#NONE} where there is no window. */
    long nextToForget() {
        return store.closed().times().stream()
                .mapToLong(end -> end + keptMillis)
                .min()
                .orElse(Sliding.NONE);
    }

    private Counts counts(long end) {
        Counts counts = store.closed().get(end);
        return counts == null ? new Counts() : counts;
    }

    private Sketches sketches(long end) {
        Sketches sketches = store.closedSketches().get(end);
        return sketches == null ? new Sketches() : sketches;
    }
}
