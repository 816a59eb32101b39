package dev.parallax.evaluate.window;

/**
 * There are windows to which data came late.
 *
 * @param at processing time at which their next revisions are emitted, epoch milliseconds
 */
public record Revising(long at) {

    /** Whether it is time. */
    public boolean isDue(long now) {
        return at <= now;
    }
}
