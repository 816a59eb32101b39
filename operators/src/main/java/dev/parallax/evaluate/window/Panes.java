package dev.parallax.evaluate.window;

import dev.parallax.evaluate.observation.Observation;

/**
 * The panes of one key: counts of each slide, and quantiles of each part of a window. The counts of a window are those
 * of the window before, plus a pane, minus a pane, so that a slide costs the same however many a window has. For one
 * thread.
 */
final class Panes {

    private final WindowSizes sizes;
    private final ObservationCounter counter;
    private final WindowStore store;
    private final long partMillis;

    /**
     * @param sizes how windows lie
     * @param counter counts an observation
     * @param store the key's state
     */
    Panes(WindowSizes sizes, ObservationCounter counter, WindowStore store) {
        this.sizes = sizes;
        this.counter = counter;
        this.store = store;
        this.partMillis = sizes.partMillis();
    }

    /** Counts an observation in the pane that starts at a time. */
    void add(Observation observation, long pane) {
        Counts counts = get(pane);
        counter.add(observation, counts);
        store.panes().put(pane, counts);
        long part = part(pane);
        Sketches known = store.parts().get(part);
        Sketches sketches = known == null ? new Sketches() : known;
        sketches.add(observation);
        store.parts().put(part, sketches);
    }

    /** Counts an observation as late in the pane that starts at a time. */
    void addLate(long pane) {
        Counts counts = get(pane);
        counts.add(CountLayout.tally(CountLayout.Tally.LATE), 1);
        store.panes().put(pane, counts);
    }

    private Counts get(long pane) {
        Counts known = store.panes().get(pane);
        return known == null ? new Counts() : known;
    }

    /** Whether every text of the pane that starts at a time has the comparison that it is to have. */
    boolean complete(long pane) {
        Counts counts = store.panes().get(pane);
        return counts == null || CountLayout.complete(counts);
    }

    /** Counts of the window that ends at a time. */
    Counts window(long end) {
        return added(new Counts(), end - sizes.sizeMillis(), end, 1);
    }

    /**
     * Counts of the window that ends at a time, from those of an earlier window.
     *
     * @param running counts of the earlier window; changed
     * @param from end of the earlier window; {@link Sliding#NONE} where there was none
     */
    Counts slide(Counts running, long from, long end) {
        if (from == Sliding.NONE || end - from >= sizes.sizeMillis()) {
            return window(end);
        }
        return added(added(running, from - sizes.sizeMillis(), end - sizes.sizeMillis(), -1), from, end, 1);
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

    /** Quantiles of a window, made of whole parts: those that it only overlaps count too. */
    Sketches sketches(long end) {
        Sketches sum = new Sketches();
        for (long part = part(end - sizes.sizeMillis()); part < end; part += partMillis) {
            Sketches some = store.parts().get(part);
            if (some != null) {
                sum.add(some);
            }
        }
        return sum;
    }

    /** End of the first window that holds a pane which starts at a time or later; {@link Sliding#NONE} for none. */
    long firstEndFrom(long time) {
        return store.panes().times().stream()
                .filter(pane -> pane >= time)
                .mapToLong(pane -> pane + sizes.slideMillis())
                .min()
                .orElse(Sliding.NONE);
    }

    /** Whether there are none. */
    boolean isEmpty() {
        return store.panes().times().isEmpty();
    }

    private long part(long millis) {
        return Math.floorDiv(millis, partMillis) * partMillis;
    }
}
