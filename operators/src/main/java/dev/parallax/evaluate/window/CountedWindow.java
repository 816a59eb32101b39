package dev.parallax.evaluate.window;

/**
 * What is known of one window; not to be kept or changed by whoever is given it.
 *
 * @param endMillis first millisecond after the window, epoch
 * @param counts its counts
 * @param sketches its quantiles
 * @param revision 0 for the first time, then 1, 2 … as something came late
 * @param early whether it is not over yet
 */
public record CountedWindow(long endMillis, Counts counts, Sketches sketches, int revision, boolean early) {}
