package dev.parallax.evaluate.window;

import java.io.Serializable;
import java.time.Duration;

/**
 * How windows lie on event time. A window ends at every multiple of the slide since the epoch; those that end at a
 * multiple of the size too do not overlap, and are kept for what comes late.
 *
 * @param size length of a window
 * @param slide from one window's end to the next one's; the size is a multiple of it
 * @param allowedLateness how long after its window's end an observation still counts
 */
public record WindowSizes(Duration size, Duration slide, Duration allowedLateness) implements Serializable {

    /** Quantiles of a window are merged from at most about as many parts, however short the slide. */
    private static final long MOST_PARTS = 64;

    /** Checks that windows are made of whole slides. */
    public WindowSizes {
        if (slide.toMillis() < 1 || size.toMillis() < slide.toMillis() || size.toMillis() % slide.toMillis() != 0) {
            throw new IllegalArgumentException("A window must be a multiple of its slide, in whole milliseconds, and "
                    + size.toMillis() + " ms is none of " + slide.toMillis() + " ms");
        }
        if (allowedLateness.isNegative()) {
            throw new IllegalArgumentException("The allowed lateness must be 0 or more, not " + allowedLateness);
        }
    }

    public long sizeMillis() {
        return size.toMillis();
    }

    public long slideMillis() {
        return slide.toMillis();
    }

    /** First millisecond of the pane of a time. */
    public long pane(long millis) {
        return floor(millis, slideMillis());
    }

    /** End of the window that does not overlap others of its kind and holds a time. */
    long alignedEnd(long millis) {
        return floor(millis, sizeMillis()) + sizeMillis();
    }

    /** The latest end of a window that does not overlap others of its kind, at a time or before. */
    public long alignedEndUntil(long millis) {
        return floor(millis, sizeMillis());
    }

    /** Length of the parts that quantiles are merged from: whole slides, of which a window has a whole number. */
    long partMillis() {
        long slides = sizeMillis() / slideMillis();
        for (long each = 1; each < slides; each++) {
            if (slides % each == 0 && slides / each <= MOST_PARTS) {
                return each * slideMillis();
            }
        }
        return sizeMillis();
    }

    private static long floor(long millis, long step) {
        return Math.floorDiv(millis, step) * step;
    }
}
