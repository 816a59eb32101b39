package dev.parallax.job.config.option;

import dev.parallax.job.config.value.Option;
import java.time.Duration;
import java.util.List;

/** Options of batches and of what is in flight. */
public final class BatchKeys {

    public static final Option<Integer> MAX_ROWS = Option.integer(
            "batch.max-rows", 0, "Most texts in one run of the model; 0 for 16 on the CPU and 32 on a GPU.");

    public static final Option<Integer> MAX_PADDED_TOKENS = Option.integer(
            "batch.max-padded-tokens",
            8192,
            "Most token ids in one run of the model, padding included: rows times the longest row. A single text may be longer.");

    public static final Option<Double> MAX_PADDING = Option.share(
            "batch.max-padding",
            0.10,
            "Largest share of padding: 0.1 lets a batch have 1.1 times the token ids of its texts.");

    public static final Option<Duration> LINGER = Option.duration(
            "batch.linger",
            Duration.ZERO,
            "How long a batch that is not full waits for more while the device is free.");

    public static final Option<Integer> IN_FLIGHT = Option.integer(
            "batch.in-flight",
            0,
            "Batches given to the device at once; 0 for as many as keep the CPU's cores busy, 16 at most, and 2 on a GPU.");

    public static final Option<Integer> CAPACITY = Option.integer(
            "async.capacity",
            512,
            "Texts that one parallel instance has waiting or in the model before it pushes back.");

    public static final Option<Duration> TIMEOUT = Option.duration(
            "async.timeout",
            Duration.ofMinutes(5),
            "How long a text may wait for its prediction before it becomes a dead letter.");

    public static final Option<AsyncOrder> ORDER = Option.choice(
            "async.order",
            AsyncOrder.class,
            AsyncOrder.UNORDERED,
            "Whether predictions leave as they are ready, or in the order of the texts.");

    static final List<Option<?>> ALL =
            List.of(MAX_ROWS, MAX_PADDED_TOKENS, MAX_PADDING, LINGER, IN_FLIGHT, CAPACITY, TIMEOUT, ORDER);

    private BatchKeys() {}
}
