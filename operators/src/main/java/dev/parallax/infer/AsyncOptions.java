package dev.parallax.infer;

import dev.parallax.bounds.Bounds;
import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;

/**
 * The options of Flink's asynchronous operator around the model.
 *
 * @param capacity texts of one parallel instance that wait or are in the model
 * @param timeout how long a text may wait for its prediction
 * @param order in which order predictions leave
 */
public record AsyncOptions(int capacity, Duration timeout, Order order) implements Serializable {

    /** In which order predictions leave the operator. */
    public enum Order {
        /** As they are ready. */
        UNORDERED,
        /** In the order of the texts. */
        ORDERED;

        /** The name in configurations. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Bounds of {@code capacity}. */
    public static final Bounds<Integer> CAPACITY = Bounds.integers(1, 1_000_000);

    /** Bounds of {@code timeout}. */
    public static final Bounds<Duration> TIMEOUT = Bounds.POSITIVE_DURATION;

    /** 512 texts, five minutes, in any order. */
    public static final AsyncOptions DEFAULT = new AsyncOptions(512, Duration.ofMinutes(5), Order.UNORDERED);

    /** @throws IllegalArgumentException if a value is out of its bounds */
    public AsyncOptions {
        CAPACITY.require("capacity", capacity);
        TIMEOUT.require("timeout", timeout);
    }

    /** The same, with at least so much time. */
    public AsyncOptions withTimeoutOf(Duration least) {
        return new AsyncOptions(capacity, timeout.compareTo(least) < 0 ? least : timeout, order);
    }
}
