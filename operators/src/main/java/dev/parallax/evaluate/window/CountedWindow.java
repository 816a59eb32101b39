package dev.parallax.evaluate.window;

/**
 * The counts and sketches of one window. Callers must neither keep nor change it.
 *
 * @param endMillis first millisecond after the window, epoch
 * @param counts its counts
 * @param sketches its quantiles
 * @param revision 0 for the first time, then 1, 2 … as something came late
 */
public record CountedWindow(long endMillis, Counts counts, Sketches sketches, int revision) {}
