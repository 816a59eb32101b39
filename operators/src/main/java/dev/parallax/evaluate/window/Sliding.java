package dev.parallax.evaluate.window;

/**
 * The progress of a key's sliding windows. A plain bean, because Flink keeps it as state. Times are event time, epoch
 * milliseconds; {@link #NONE} where there is none yet.
 */
public final class Sliding {

    /** A time that is not known yet. */
    public static final long NONE = Long.MIN_VALUE;

    /** End of the next window to be reported; {@link #NONE} while there is nothing to report. */
    public long nextEnd = NONE;

    /** End of the latest window that was reported, whose counts are the running counts. */
    public long lastEnd = NONE;

    /** End of the latest pane that is not empty. */
    public long newestEnd = NONE;

    /** End of the latest tumbling window whose panes are merged. */
    public long retainedUntil = NONE;

    /** End of the latest tumbling window that takes no late data any more. */
    public long forgottenUntil = NONE;

    /** Start of the first pane that is not empty. */
    public long firstPane = NONE;

    /** For Flink. */
    public Sliding() {}

    /** The pane that starts at a time is not empty any more: a window that contains it will be reported. */
    void filled(long pane, WindowSizes sizes) {
        long end = pane + sizes.slideMillis();
        newestEnd = Math.max(newestEnd, end);
        if (firstPane == NONE || pane < firstPane) {
            firstPane = pane;
        }
        if (lastEnd != NONE && end <= lastEnd) {
            end = lastEnd + sizes.slideMillis();
            if (pane < end - sizes.sizeMillis()) {
                return;
            }
        }
        if (nextEnd == NONE || end < nextEnd) {
            nextEnd = end;
        }
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
