package dev.parallax.evaluate.window;

import org.jspecify.annotations.Nullable;

/**
 * Windows that are over and wait for comparisons that are still running.
 *
 * @param until processing time at which they are reported without these comparisons, epoch milliseconds
 * @param end end of the latest of them, event time, epoch milliseconds; a window that ends later waits for a time of
 *     its own
 */
public record Waiting(long until, long end) {

    /**
     * The state after windows were reported. A window has the whole timeout from when it was over, or from when the one
     * before it ceased to wait: so none waits longer than twice the timeout, and none that has just ended is reported
     * for another's lateness.
     *
     * @param before the state before; {@code null} where no window waited
     * @param nextEnd end of the window that waits now
     * @param overUntil end of the latest window that is over
     * @param now processing time, epoch milliseconds
     * @param timeoutMillis how long a window waits
     */
    public static Waiting next(@Nullable Waiting before, long nextEnd, long overUntil, long now, long timeoutMillis) {
        return before == null || nextEnd > before.end ? new Waiting(now + timeoutMillis, overUntil) : before;
    }

    /** Whether the time is over. */
    public boolean isOver(long now) {
        return until <= now;
    }
}
