package dev.parallax.job.config.option;

import dev.parallax.infer.AsyncOptions;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.job.config.value.Option;
import dev.parallax.job.config.value.OptionValues;
import java.time.Duration;
import java.util.List;

/** Options of batches and of texts that wait for the model, and the records that they set. */
public final class BatchKeys {

    public static final Option<Integer> MAX_ROWS = Option.integer(
            "batch.max-rows",
            BatchPolicy.BY_DEVICE,
            BatchPolicy.MAX_ROWS,
            "Most texts in one run of the model; 0 for 16 on the CPU and 32 on a GPU.");

    public static final Option<Integer> MAX_PADDED_TOKENS = Option.integer(
            "batch.max-padded-tokens",
            BatchPolicy.DEFAULT.maxPaddedTokens(),
            BatchPolicy.MAX_PADDED_TOKENS,
            "Most token ids in one run of the model, padding included: rows times the longest row. A single "
                    + "text may be longer.");

    public static final Option<Double> MAX_PADDING = Option.number(
            "batch.max-padding",
            BatchPolicy.DEFAULT.maxPadding(),
            BatchPolicy.MAX_PADDING,
            "Largest share of padding: 0.1 lets a batch have 1.1 times the token ids of its texts.");

    public static final Option<Duration> LINGER = Option.duration(
            "batch.linger",
            BatchPolicy.DEFAULT.linger(),
            BatchPolicy.LINGER,
            "How long a batch that is not full waits for more while the device is free.");

    public static final Option<Integer> IN_FLIGHT = Option.integer(
            "batch.in-flight",
            BatchPolicy.BY_DEVICE,
            BatchPolicy.IN_FLIGHT,
            "Batches given to the device at once; 0 for as many as keep the CPU's cores busy, 16 at most, and 2 "
                    + "on a GPU.");

    public static final Option<Integer> CAPACITY = Option.integer(
            "async.capacity",
            AsyncOptions.DEFAULT.capacity(),
            AsyncOptions.CAPACITY,
            "Texts that one parallel instance has waiting or in the model before it pushes back.");

    public static final Option<Duration> TIMEOUT = Option.duration(
            "async.timeout",
            AsyncOptions.DEFAULT.timeout(),
            AsyncOptions.TIMEOUT,
            "How long a text may wait for its prediction before it becomes a dead letter.");

    public static final Option<AsyncOptions.Order> ORDER = Option.choice(
            "async.order",
            AsyncOptions.Order.class,
            AsyncOptions.DEFAULT.order(),
            "Whether predictions leave as they are ready, or in the order of the texts.");

    static final List<Option<?>> ALL =
            List.of(MAX_ROWS, MAX_PADDED_TOKENS, MAX_PADDING, LINGER, IN_FLIGHT, CAPACITY, TIMEOUT, ORDER);

    /** Texts that may wait in front of the device, for every text that one operator may have under way. */
    private static final int OPERATORS_IN_A_PROCESS = 4;

    private BatchKeys() {}

    /** The policy by which texts are put into batches. */
    public static BatchPolicy policy(OptionValues options) {
        int maxRows = options.value(MAX_ROWS);
        return new BatchPolicy(
                maxRows,
                options.value(MAX_PADDED_TOKENS),
                options.value(MAX_PADDING),
                options.value(LINGER),
                options.value(IN_FLIGHT),
                Math.max(maxRows, options.value(CAPACITY) * OPERATORS_IN_A_PROCESS));
    }

    /** The options of the asynchronous operator around the model. */
    public static AsyncOptions async(OptionValues options) {
        return new AsyncOptions(options.value(CAPACITY), options.value(TIMEOUT), options.value(ORDER));
    }
}
