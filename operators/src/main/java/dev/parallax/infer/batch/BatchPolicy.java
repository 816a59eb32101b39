package dev.parallax.infer.batch;

import dev.parallax.bounds.Bounds;
import dev.parallax.infer.model.DeviceOptions;
import java.io.Serializable;
import java.time.Duration;

/**
 * How texts are put together for one run of the model.
 *
 * @param maxRows most texts of a batch; {@link #BY_DEVICE} for 16 on a CPU, which gains nothing by more, and 32 on a
 *     GPU
 * @param maxPaddedTokens most rows times longest row of a batch; a single text may be longer
 * @param maxPadding largest share of padding: 0.1 lets a batch have 1.1 times the tokens of its texts
 * @param linger how long the device waits for a fuller batch when it is free; zero for not at all
 * @param inFlight batches that are on the device at once, each by a thread of its own; {@link #BY_DEVICE} for as many
 *     as keep a CPU's cores busy, 16 at most, and two on a GPU, which runs one while the next is laid out
 * @param maxWaiting most texts that wait; further ones are made to wait outside
 */
public record BatchPolicy(
        int maxRows, int maxPaddedTokens, double maxPadding, Duration linger, int inFlight, int maxWaiting)
        implements Serializable {

    /** For {@code maxRows} and {@code inFlight}: as many as suit the device. */
    public static final int BY_DEVICE = 0;

    private static final int ROWS_ON_CPU = 16;
    private static final int ROWS_ON_GPU = 32;
    private static final int MOST_ON_CPU = 16;
    private static final int ON_GPU = 2;

    /** Bounds of {@code maxRows}. */
    public static final Bounds<Integer> MAX_ROWS = Bounds.integers(BY_DEVICE, "by the device", 1_000_000);

    /** Bounds of {@code maxPaddedTokens}. */
    public static final Bounds<Integer> MAX_PADDED_TOKENS = Bounds.integers(1, Integer.MAX_VALUE);

    /** Bounds of {@code maxPadding}. */
    public static final Bounds<Double> MAX_PADDING = Bounds.SHARE;

    /** Bounds of {@code linger}. */
    public static final Bounds<Duration> LINGER = Bounds.DURATION;

    /** Bounds of {@code inFlight}. */
    public static final Bounds<Integer> IN_FLIGHT = Bounds.integers(BY_DEVICE, "by the device", 1024);

    /** 32 rows, 8192 padded tokens, 10 % padding, no linger, one batch in flight, 4096 waiting. */
    public static final BatchPolicy DEFAULT = new BatchPolicy(32, 8192, 0.10, Duration.ZERO, 1, 4096);

    /** @throws IllegalArgumentException if a value is out of its bounds */
    public BatchPolicy {
        MAX_ROWS.require("maxRows", maxRows);
        MAX_PADDED_TOKENS.require("maxPaddedTokens", maxPaddedTokens);
        MAX_PADDING.require("maxPadding", maxPadding);
        LINGER.require("linger", linger);
        IN_FLIGHT.require("inFlight", inFlight);
        Bounds.integers(maxRows, "maxRows", Integer.MAX_VALUE).require("maxWaiting", maxWaiting);
    }

    /** This policy with another number of rows. */
    public BatchPolicy withMaxRows(int rows) {
        return new BatchPolicy(rows, maxPaddedTokens, maxPadding, linger, inFlight, Math.max(maxWaiting, rows));
    }

    /**
     * This policy with numbers of rows and of batches in flight that suit a device, where it has none.
     *
     * @param provider where the model really runs
     * @param cpuThreads threads of one run on a CPU, 0 for one a core
     */
    public BatchPolicy on(DeviceOptions.Provider provider, int cpuThreads) {
        boolean cpu = provider == DeviceOptions.Provider.CPU;
        int rows = maxRows != BY_DEVICE ? maxRows : cpu ? ROWS_ON_CPU : ROWS_ON_GPU;
        int batches = inFlight != BY_DEVICE ? inFlight : cpu ? onCpu(cpuThreads) : ON_GPU;
        return new BatchPolicy(rows, maxPaddedTokens, maxPadding, linger, batches, Math.max(maxWaiting, rows));
    }

    /** Runs of one thread side by side cost less than one run whose threads wait for each other. */
    private static int onCpu(int cpuThreads) {
        int cores = Runtime.getRuntime().availableProcessors();
        return cpuThreads == 0 ? 1 : Math.max(1, Math.min(MOST_ON_CPU, cores / cpuThreads));
    }
}
