package dev.parallax.evaluate.window;

/**
 * The revision of a window that is over: its number, and whether late data is pending.
 *
 * @param issued number of the latest report of the window, 0 for the first
 * @param due whether something came since
 */
public record Revision(int issued, boolean due) {}
