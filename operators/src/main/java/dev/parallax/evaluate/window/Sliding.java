package dev.parallax.evaluate.window;

/**
 * The progress of the sliding windows of a key and a shadow. A plain bean, because Flink keeps it as state. Times are
 * event time, epoch milliseconds; {@link #NONE} where there is none yet.
 */
public final class Sliding {

    /** A time that is not known yet. */
    public static final long NONE = Long.MIN_VALUE;

    /** End of the next window to be reported; {@link #NONE} while there is nothing to report. */
    public long nextEnd = NONE;

    /** End of the latest window that was reported, whose counts are the running counts. */
    public long lastEnd = NONE;

    /** For Flink. */
    public Sliding() {}

    /**
     * The pane that starts at a time is not empty any more: a window that contains it will be reported.
     *
     * @param firstEnd end of the first window whose panes all exist
     * @return whether another window is the next
     */
    boolean filled(long pane, long firstEnd, WindowSizes sizes) {
        long first = Math.max(firstEnd, lastEnd == NONE ? NONE : lastEnd + sizes.slideMillis());
        long end = Math.max(first, pane + sizes.slideMillis());
        if (pane < end - sizes.sizeMillis() || (nextEnd != NONE && nextEnd <= end)) {
            return false;
        }
        nextEnd = end;
        return true;
    }

    /** The next window was reported, and the one that ends at a time is the next; {@link #NONE} for none. */
    void reported(long next) {
        lastEnd = nextEnd;
        nextEnd = next;
    }

    /** Whether the latest window that was reported contains a pane. */
    boolean lastContains(long pane, WindowSizes sizes) {
        return lastEnd != NONE && pane < lastEnd && pane >= lastEnd - sizes.sizeMillis();
    }

    /** Whether a window that ends at a time was reported. */
    boolean hasReported(long end) {
        return lastEnd != NONE && end <= lastEnd;
    }
}
