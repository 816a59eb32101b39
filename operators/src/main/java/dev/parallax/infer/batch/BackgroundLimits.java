package dev.parallax.infer.batch;

import dev.parallax.bounds.Bounds;
import java.io.Serializable;

/**
 * How much room rows have that leave behind those of everything else.
 *
 * @param maxWaiting most of them that wait; more that come together are taken where none waits
 * @param modelShare share of the batches that are theirs while others wait, from 0 to below 1; while no others wait,
 *     all are
 */
public record BackgroundLimits(int maxWaiting, double modelShare) implements Serializable {

    /** Bounds of {@code maxWaiting}. */
    public static final Bounds<Integer> MAX_WAITING = Bounds.integers(1, 10_000_000);

    /** Bounds of {@code modelShare}. */
    public static final Bounds<Double> MODEL_SHARE = Bounds.SHARE_BELOW_1;

    /** 256 rows, half of the batches. */
    public static final BackgroundLimits DEFAULT = new BackgroundLimits(256, 0.5);

    /** @throws IllegalArgumentException if a value is out of its bounds */
    public BackgroundLimits {
        MAX_WAITING.require("maxWaiting", maxWaiting);
        MODEL_SHARE.require("modelShare", modelShare);
    }
}
