package dev.parallax.job.calibrate;

import java.time.Duration;

/**
 * The size and slide of sliding windows.
 *
 * @param sizeMillis length of a window
 * @param slideMillis time from one window's end to the next; a divisor of the length
 */
public record WindowLayout(long sizeMillis, long slideMillis) {

    private static final double MILLIS = 1000;

    /** Checks that the slide divides the length. */
    public WindowLayout {
        if (slideMillis < 1 || sizeMillis < slideMillis || sizeMillis % slideMillis != 0) {
            throw new IllegalArgumentException("A window must be as long as one slide or several, not "
                    + Duration.ofMillis(sizeMillis) + " with a slide of " + Duration.ofMillis(slideMillis));
        }
    }

    /** Number of slides in a window. */
    int panes() {
        return Math.toIntExact(sizeMillis / slideMillis);
    }

    /** Length of a window in seconds. */
    public double sizeSeconds() {
        return sizeMillis / MILLIS;
    }

    /** Length of a slide in seconds. */
    double slideSeconds() {
        return slideMillis / MILLIS;
    }
}
