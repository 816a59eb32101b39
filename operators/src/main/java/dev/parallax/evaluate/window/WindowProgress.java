package dev.parallax.evaluate.window;

/** How far a key's windows have come. A plain bean, because Flink keeps it as state. Times are epoch milliseconds. */
public final class WindowProgress {

    /** A time that is not known yet. */
    public static final long NONE = Long.MIN_VALUE;

    /** End of the next window to leave; {@link #NONE} while there is nothing to report. */
    public long nextEnd = NONE;

    /** End of the latest window that left, which is the one that the running counts are of. */
    public long lastEnd = NONE;

    /** End of the latest pane with something in it. */
    public long newestEnd = NONE;

    /** End of the latest window that does not overlap others and whose panes are merged. */
    public long closedUntil = NONE;

    /** End of the latest window that does not overlap others and that nothing may come to any more. */
    public long forgottenUntil = NONE;

    /** Processing time at which windows leave that were over when they began to wait, comparisons or none. */
    public long waitUntil = NONE;

    /** End of the latest of them. */
    public long waitEnd = NONE;

    /** Processing time of the next look at what came late. */
    public long reviseAt = NONE;

    /** Start of the first pane with something in it. */
    public long firstPane = NONE;

    /** For Flink. */
    public WindowProgress() {}
}
