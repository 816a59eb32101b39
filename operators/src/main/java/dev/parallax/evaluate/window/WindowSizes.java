package dev.parallax.evaluate.window;

import dev.parallax.bounds.Bounds;
import java.io.Serializable;
import java.time.Duration;

/**
 * The size, slide and allowed lateness of windows of event time. A window ends at every multiple of the slide since the
 * epoch; those that end at a multiple of the size too do not overlap, and are kept for what comes late.
 *
 * @param size length of a window
 * @param slide from one window's end to the next one's; the size is a multiple of it
 * @param allowedLateness how long after its window's end an observation still counts
 */
public record WindowSizes(Duration size, Duration slide, Duration allowedLateness) implements Serializable {

    /** Quantiles of a window are merged from at most about as many parts, however short the slide. */
    private static final long MOST_PARTS = 64;

    /** The state has counts for each slide of a window. */
    private static final long MOST_SLIDES = 100_000;

    /** Bounds of {@code slide}. */
    public static final Bounds<Duration> SLIDE = Bounds.MILLISECOND_OR_LONGER;

    /** Bounds of {@code allowedLateness}. */
    public static final Bounds<Duration> ALLOWED_LATENESS = Bounds.DURATION;

    /** Ten minutes, every half minute, a day for what comes late. */
    public static final WindowSizes DEFAULT =
            new WindowSizes(Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ofDays(1));

    /** @throws IllegalArgumentException if a value is out of its bounds, or the size is no multiple of the slide */
    public WindowSizes {
        SLIDE.require("slide", slide);
        multipleOf(slide).require("size", size);
        ALLOWED_LATENESS.require("allowedLateness", allowedLateness);
    }

    /** Bounds of {@code size}, which depend on the slide. */
    public static Bounds<Duration> multipleOf(Duration slide) {
        long millis = slide.toMillis();
        return new Bounds<>(
                "a multiple of the slide, " + millis + " ms, and at most " + MOST_SLIDES + " slides long",
                size -> size.toMillis() >= millis
                        && size.toMillis() % millis == 0
                        && size.toMillis() / millis <= MOST_SLIDES);
    }

    /** Length of a window in milliseconds. */
    public long sizeMillis() {
        return size.toMillis();
    }

    /** Time between the ends of two windows in milliseconds, which is also the length of a pane. */
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
