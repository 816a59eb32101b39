package dev.parallax.shadow;

import dev.parallax.encode.Encoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Where what the shadow reads departs from what the primary reads, in pieces of the vocabulary. The shadow's rows are laid
 * end to end: a sentence split shows as {@code [SEP] [CLS]} on its side alone.
 *
 * @param firstDifference index of the first id in which the two differ, special tokens counted
 * @param segments the aligned pieces, or an excerpt that starts a little before the first difference
 * @param piecesBefore pieces of both sides that stand before the first segment and are the same
 * @param primaryPiecesAfter pieces of the primary's side that stand behind the last segment
 * @param shadowPiecesAfter pieces of the shadow's side that stand behind the last segment
 */
public record EncodingDiff(
        int firstDifference, List<Segment> segments, int piecesBefore, int primaryPiecesAfter, int shadowPiecesAfter) {

    /** Whose pieces a segment holds. */
    public enum Side {
        /** Both read them. */
        BOTH,
        /** Only the primary reads them. */
        PRIMARY,
        /** Only the shadow reads them. */
        SHADOW
    }

    /**
     * Pieces that follow each other and belong to the same side. Where one stands for the other, the primary's come first.
     *
     * @param side whose they are
     * @param pieces as the vocabulary spells them, one or more
     */
    public record Segment(Side side, List<String> pieces) {}

    /** Pieces that an excerpt shows before the first difference. */
    private static final int CONTEXT = 3;

    /**
     * Whether the shadow reads what the primary reads, so that the model gives the same logits: one row of the same ids and
     * types.
     */
    public static boolean same(Encoding primary, List<Encoding> shadow) {
        return shadow.size() == 1
                && Arrays.equals(primary.ids(), shadow.get(0).ids())
                && Arrays.equals(primary.typeIds(), shadow.get(0).typeIds());
    }

    /**
     * Aligns both sides, by the longest common subsequence of their ids.
     *
     * @param primary what the primary reads
     * @param shadow what the shadow reads, a row for each sentence
     * @param pieces the vocabulary's spelling of an id
     * @param maxPieces most pieces that are shown of either side; time and memory grow with its square
     */
    public static EncodingDiff of(Encoding primary, List<Encoding> shadow, IntFunction<String> pieces, int maxPieces) {
        int[] left = primary.ids();
        int[] right =
                shadow.stream().flatMapToInt(row -> Arrays.stream(row.ids())).toArray();
        int first = Arrays.mismatch(left, right);
        int difference = first < 0 ? left.length : first;
        int from = Math.max(0, difference - CONTEXT);
        return new EncodingDiff(
                difference,
                new ArrayList<>(),
                from,
                Math.max(0, left.length - from - maxPieces),
                Math.max(0, right.length - from - maxPieces));
    }
}
