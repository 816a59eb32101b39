package dev.parallax.encode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text as a model reads it: one row, not padded.
 *
 * @param ids token ids, special tokens included, {@code [sequence]}
 * @param typeIds token type ids {@code [sequence]}, or no elements where all are 0
 * @param cutTokens number of tokens that truncation took away, 0 where the text fits
 */
public record Encoding(int[] ids, int[] typeIds, int cutTokens) {

    private static final int[] NONE = {};

    /** An encoding of which nothing was cut and whose type ids are all 0. */
    public static Encoding of(int... ids) {
        return new Encoding(ids, NONE, 0);
    }

    /** Number of token ids. */
    public int length() {
        return ids.length;
    }

    /** Whether the text was too long for the model. */
    public boolean truncated() {
        return cutTokens > 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Encoding that
                && Arrays.equals(ids, that.ids)
                && Arrays.equals(typeIds, that.typeIds)
                && cutTokens == that.cutTokens;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    @Override
    public String toString() {
        return "Encoding[" + ids.length + " ids, " + cutTokens + " cut]";
    }
}
