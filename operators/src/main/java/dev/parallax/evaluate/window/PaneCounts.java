package dev.parallax.evaluate.window;

import dev.parallax.evaluate.window.WindowStore.Table;
import org.jspecify.annotations.Nullable;

/**
 * Counts of each pane of one key, and of each past tumbling window into which panes are merged. There is one for what
 * all shadows share and one for each shadow's own counts: the counts of a window are the sum of both. For one thread.
 */
final class PaneCounts {

    private final WindowSizes sizes;
    private final Table<Counts> panes;
    private final Table<Counts> retained;

    /**
     * @param sizes how windows lie
     * @param panes counts by the start of their pane
     * @param retained counts of tumbling windows by their ends
     */
    PaneCounts(WindowSizes sizes, Table<Counts> panes, Table<Counts> retained) {
        this.sizes = sizes;
        this.panes = panes;
        this.retained = retained;
    }

    /** Counts of the pane that starts at a time; {@code null} where nothing was counted. */
    @Nullable
    Counts known(long pane) {
        return panes.get(pane);
    }

    /** Counts of the pane that starts at a time, zero at first. To be put once they were changed. */
    Counts pane(long pane) {
        return orZero(panes.get(pane));
    }

    /** Keeps counts of a pane. */
    void putPane(long pane, Counts counts) {
        panes.put(pane, counts);
    }

    /** Counts of the tumbling window that ends at a time, zero at first. To be put once they were changed. */
    Counts retained(long end) {
        return orZero(retained.get(end));
    }

    /** Whether there are counts of the tumbling window that ends at a time. */
    boolean hasRetained(long end) {
        return retained.get(end) != null;
    }

    /** Keeps counts of a tumbling window. */
    void putRetained(long end, Counts counts) {
        retained.put(end, counts);
    }

    private static Counts orZero(@Nullable Counts known) {
        return known == null ? new Counts() : known;
    }

    /**
     * Adds the panes of a stretch of time to a sum.
     *
     * @param start start of the first of them
     * @param end end of the last of them
     * @param times how often, -1 to subtract them
     */
    void addTo(Counts sum, long start, long end, int times) {
        for (long pane = start; pane < end; pane += sizes.slideMillis()) {
            Counts some = panes.get(pane);
            if (some != null) {
                sum.add(some, times);
            }
        }
    }

    /** End of the first window that contains a pane which starts at a time or later; the largest time for none. */
    long firstEndFrom(long time) {
        return panes.times().stream()
                .filter(pane -> pane >= time)
                .mapToLong(pane -> pane + sizes.slideMillis())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Whether there are no panes. */
    boolean isEmpty() {
        return panes.times().isEmpty();
    }

    /** Merges the panes of each tumbling window that ends by a time. */
    void merge(long last) {
        for (long pane : panes.times()) {
            long end = sizes.alignedEnd(pane);
            Counts some = panes.get(pane);
            if (end <= last && some != null) {
                Counts sum = retained(end);
                sum.add(some, 1);
                retained.put(end, sum);
                panes.remove(pane);
            }
        }
    }

    /** Removes the tumbling windows that end by a time. */
    void forget(long last) {
        for (long end : retained.times()) {
            if (end <= last) {
                retained.remove(end);
            }
        }
    }

    /** End of the first tumbling window that is kept; the largest time for none. */
    long firstRetained() {
        return retained.times().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }
}
