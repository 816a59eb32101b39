package dev.parallax.job.pipeline;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Asks again and again until something is so, and fails the test when it takes far too long. */
public final class Await {

    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private Await() {}

    /** Waits until {@code condition} holds. */
    public static void until(String what, Callable<Boolean> condition) throws Exception {
        until(() -> what, condition);
    }

    /** Waits until {@code condition} holds; {@code what} is asked for when it did not. */
    public static void until(Supplier<String> what, Callable<Boolean> condition) throws Exception {
        if (!within(DEADLINE, condition)) {
            fail("Waited " + DEADLINE.toSeconds() + " s in vain: " + what.get());
        }
    }

    /** Waits until {@code condition} holds, and gives whether it did in time. */
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
