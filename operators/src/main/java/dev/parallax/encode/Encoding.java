package dev.parallax.encode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Token ids, token type ids and attention mask of one text, not padded.
 *
 * @param ids token ids, special tokens included, {@code [sequence]}
 * @param typeIds token type ids {@code [sequence]}, or no elements where all are 0
 * @param attentionMask 1 for an id that the model attends to and 0 for one that it does not, {@code [sequence]}, or no
 *     elements where all are 1; a mask of ones becomes one without elements
 * @param cutTokens number of tokens removed by truncation, 0 if the text fits
 */
public record Encoding(int[] ids, int[] typeIds, int[] attentionMask, int cutTokens) {

    private static final int[] NONE = {};

    /** Normalises a mask of ones to a mask without elements, so that equal masks are equal. */
    public Encoding {
        if (attentionMask.length > 0 && attentionMask.length != ids.length) {
            throw new IllegalArgumentException("An attention mask of " + attentionMask.length
                    + " elements does not fit a row of " + ids.length + " ids");
        }
        if (isOnes(attentionMask)) {
            attentionMask = NONE;
        }
    }

    /** Creates an encoding without truncation, with type ids 0 and attention mask 1. */
    public static Encoding of(int... ids) {
        return new Encoding(ids, NONE, NONE, 0);
    }

    private static boolean isOnes(int[] mask) {
        for (int value : mask) {
            if (value != 1) {
                return false;
            }
        }
        return true;
    }

    /** Whether the attention mask is 1 at an index of the row. */
    public boolean attends(int column) {
        return attentionMask.length == 0 || attentionMask[column] != 0;
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
                && Arrays.equals(attentionMask, that.attentionMask)
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
