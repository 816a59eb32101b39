package dev.parallax.evaluate.window;

/**
 * What came late to a window.
 *
 * @param issued number of the latest report of the window, 0 for the first
 * @param due whether something came since
 */
public record Revision(int issued, boolean due) {}
