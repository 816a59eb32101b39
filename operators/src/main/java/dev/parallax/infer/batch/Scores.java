package dev.parallax.infer.batch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A model's scores of one text.
 *
 * @param logits the model's own logits in the order of its classes, {@code [classes]}; may hold NaN or infinities
 * @param headLogits logits of other heads on the model's features, one head after the other, each in the order of the
 *     model's classes, {@code [heads * classes]}; NaN where a head failed. No elements where the model has no other
 *     heads
 */
public record Scores(float[] logits, float[] headLogits) {

    private static final float[] NO_HEADS = {};

    /**
     * Scores of a model without other heads.
     *
     * @param logits {@code [classes]}
     */
    public static Scores of(float... logits) {
        return new Scores(logits, NO_HEADS);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Scores that
                && Arrays.equals(logits, that.logits)
                && Arrays.equals(headLogits, that.headLogits);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(logits) + Arrays.hashCode(headLogits);
    }

    @Override
    public String toString() {
        return "Scores[" + Arrays.toString(logits) + ", heads " + Arrays.toString(headLogits) + "]";
    }
}
