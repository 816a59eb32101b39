package dev.parallax.shadow;

import dev.parallax.bounds.Bounds;
import dev.parallax.infer.batch.BackgroundLimits;
import java.io.Serializable;
import java.time.Duration;

/**
 * Limits of the comparisons of a shadow: texts under way, threads and time.
 *
 * @param capacity most texts that one operator has under way; Flink's own operator needs room for one more
 * @param rows how many rows of the shadow wait for the model in a process, and which share of its batches they get
 * @param threads threads of one operator that read texts the Spark NLP way
 * @param timeout how long a comparison may take
 * @param maxCharacters UTF-16 units of a text that are looked at
 */
public record ShadowLimits(int capacity, BackgroundLimits rows, int threads, Duration timeout, int maxCharacters)
        implements Serializable {

    /** Bounds of {@code capacity}. */
    public static final Bounds<Integer> CAPACITY = Bounds.integers(1, 1_000_000);

    /** Bounds of {@code threads}. */
    public static final Bounds<Integer> THREADS = Bounds.integers(1, 1024);

    /** Bounds of {@code timeout}. */
    public static final Bounds<Duration> TIMEOUT = Bounds.POSITIVE_DURATION;

    /** Bounds of {@code maxCharacters}. */
    public static final Bounds<Integer> MAX_CHARACTERS = Bounds.integers(1, Integer.MAX_VALUE);

    /** 256 texts under way, one thread, 10 seconds, 10,000 characters. */
    public static final ShadowLimits DEFAULT =
            new ShadowLimits(256, BackgroundLimits.DEFAULT, 1, Duration.ofSeconds(10), 10_000);

    /** @throws IllegalArgumentException if a value is out of its bounds */
    public ShadowLimits {
        CAPACITY.require("capacity", capacity);
        THREADS.require("threads", threads);
        TIMEOUT.require("timeout", timeout);
        MAX_CHARACTERS.require("maxCharacters", maxCharacters);
    }

    /** The same, with at least so much time. */
    ShadowLimits withTimeoutOf(Duration least) {
        return new ShadowLimits(capacity, rows, threads, timeout.compareTo(least) < 0 ? least : timeout, maxCharacters);
    }
}
