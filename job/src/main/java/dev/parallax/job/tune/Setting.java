package dev.parallax.job.tune;

import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.job.tune.fit.Concurrency;
import java.time.Duration;

/**
 * Values of the options that are tuned.
 *
 * @param concurrency threads of a run, and batches in flight
 * @param maxRows most rows of a batch
 * @param maxPaddedTokens most rows times longest row of a batch
 */
record Setting(Concurrency concurrency, int maxRows, int maxPaddedTokens) {

    /**
     * The policy of a batcher. No batch lingers: a device that waits does nothing.
     *
     * @param maxPadding largest share of padding
     * @param capacity texts in the batcher and the model at once
     */
    BatchPolicy policy(double maxPadding, int capacity) {
        return new BatchPolicy(
                maxRows,
                maxPaddedTokens,
                maxPadding,
                Duration.ZERO,
                concurrency.inFlight(),
                Math.max(maxRows, capacity));
    }

    /** The values in words. */
    String words() {
        return counted(concurrency.threads(), "thread") + " a run, "
                + counted(concurrency.inFlight(), "batch", "batches") + " in flight of up to "
                + counted(maxRows, "row") + " and " + maxPaddedTokens + " padded tokens";
    }

    private static String counted(int number, String noun) {
        return counted(number, noun, noun + "s");
    }

    private static String counted(int number, String one, String several) {
        return number + " " + (number == 1 ? one : several);
    }
}
