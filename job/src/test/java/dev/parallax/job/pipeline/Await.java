package dev.parallax.job.pipeline;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Polls a condition until it holds, and fails the test after a generous deadline. */
public final class Await {

    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private Await() {}

    /** Waits until {@code condition} holds. */
    public static void until(String what, Callable<Boolean> condition) throws Exception {
        until(() -> what, condition);
    }

    /** Waits until {@code condition} holds; {@code what} is evaluated on failure. */
    public static void until(Supplier<String> what, Callable<Boolean> condition) throws Exception {
        if (!within(DEADLINE, condition)) {
            fail("Waited " + DEADLINE.toSeconds() + " s in vain: " + what.get());
        }
    }

    /** Waits until {@code condition} holds, and returns whether it did in time. */
    public static boolean within(Duration deadline, Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - start > deadline.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        return true;
    }
}
