package dev.parallax.evaluate.window;

/**
 * The stretch of time of a key whose counts exist, and the progress of merging and forgetting them: once for all
 * shadows. A plain bean, because Flink keeps it as state. Times are event time, epoch milliseconds;
 * {@link Sliding#NONE} where there is none yet.
 */
public final class Retention {

    /** Start of the first pane that was not empty. */
    public long firstPane = Sliding.NONE;

    /** End of the latest pane that is not empty. */
    public long newestEnd = Sliding.NONE;

    /** End of the latest tumbling window whose panes are merged. */
    public long retainedUntil = Sliding.NONE;

    /** End of the latest tumbling window that takes no late data any more. */
    public long forgottenUntil = Sliding.NONE;

    /** For Flink. */
    public Retention() {}

    /**
     * The pane that starts at a time is not empty any more.
     *
     * @return whether this is news
     */
    boolean filled(long pane, WindowSizes sizes) {
        boolean first = firstPane == Sliding.NONE || pane < firstPane;
        boolean newest = pane + sizes.slideMillis() > newestEnd;
        if (first) {
            firstPane = pane;
        }
        if (newest) {
            newestEnd = pane + sizes.slideMillis();
        }
        return first || newest;
    }

    /** End of the first window whose panes all exist, if they were ever filled; {@link Sliding#NONE} for any window. */
    long firstEnd(WindowSizes sizes) {
        return retainedUntil == Sliding.NONE ? Sliding.NONE : retainedUntil + sizes.sizeMillis();
    }
}
