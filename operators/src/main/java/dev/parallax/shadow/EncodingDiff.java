package dev.parallax.shadow;

import dev.parallax.encode.Encoding;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The first difference between the primary's encoding and the shadow's, in pieces of the vocabulary. The shadow's rows
 * are laid end to end: a sentence split shows as {@code [SEP] [CLS]} on its side alone.
 *
 * @param firstDifference index of the first id in which the two differ, special tokens counted
 * @param segments the aligned pieces, or an excerpt that starts a little before the first difference
 * @param piecesBefore pieces of both sides that stand before the first segment and are the same
 * @param primaryPiecesAfter pieces of the primary's side that stand behind the last segment
 * @param shadowPiecesAfter pieces of the shadow's side that stand behind the last segment
 */
public record EncodingDiff(
        int firstDifference, List<Segment> segments, int piecesBefore, int primaryPiecesAfter, int shadowPiecesAfter)
        implements Serializable {

    /** The side that a segment's pieces belong to. */
    public enum Side {
        /** Both read them. */
        BOTH,
        /** Only the primary reads them. */
        PRIMARY,
        /** Only the shadow reads them. */
        SHADOW
    }

    /**
     * Pieces that follow each other and belong to the same side. Where one stands for the other, the primary's come
     * first.
     *
     * @param side the side that they belong to
     * @param pieces as the vocabulary spells them, one or more
     */
    public record Segment(Side side, List<String> pieces) implements Serializable {}

    /** Pieces that an excerpt shows before the first difference. */
    private static final int CONTEXT = 3;

    /**
     * Whether the shadow reads what the primary reads, so that the model gives the same logits: one row of the same
     * ids, types and mask.
     */
    public static boolean same(Encoding primary, List<Encoding> shadow) {
        return shadow.size() == 1 && input(shadow.get(0)).equals(input(primary));
    }

    /** The part of an encoding that the model reads: all but the number of ids that were cut off. */
    public static Encoding input(Encoding encoding) {
        return encoding.truncated()
                ? new Encoding(encoding.ids(), encoding.typeIds(), encoding.attentionMask(), 0)
                : encoding;
    }

    /**
     * Aligns both sides, by the longest common subsequence of their ids.
     *
     * @param primary the primary's encoding
     * @param shadow the shadow's encoding, a row for each sentence
     * @param pieces the vocabulary's spelling of an id
     * @param maxPieces most pieces of either side that are aligned; time and memory grow with its square
     */
    public static EncodingDiff of(Encoding primary, List<Encoding> shadow, IntFunction<String> pieces, int maxPieces) {
        int[] left = primary.ids();
        int[] right =
                shadow.stream().flatMapToInt(row -> Arrays.stream(row.ids())).toArray();
        int mismatch = Arrays.mismatch(left, right);
        int first = mismatch < 0 ? left.length : mismatch;
        int from = Math.max(0, first - CONTEXT);
        int leftEnd = (int) Math.min(left.length, (long) from + maxPieces);
        int rightEnd = (int) Math.min(right.length, (long) from + maxPieces);
        return new EncodingDiff(
                first,
                align(Arrays.copyOfRange(left, from, leftEnd), Arrays.copyOfRange(right, from, rightEnd), pieces),
                from,
                left.length - leftEnd,
                right.length - rightEnd);
    }

    private static List<Segment> align(int[] left, int[] right, IntFunction<String> pieces) {
        short[][] common = commonSubsequences(left, right);
        Alignment alignment = new Alignment(pieces);
        int i = 0;
        int j = 0;
        while (i < left.length || j < right.length) {
            if (i < left.length && j < right.length && left[i] == right[j]) {
                alignment.both(left[i++]);
                j++;
            } else if (j == right.length || (i < left.length && common[i + 1][j] >= common[i][j + 1])) {
                alignment.primary(left[i++]);
            } else {
                alignment.shadow(right[j++]);
            }
        }
        alignment.flush();
        return alignment.segments;
    }

    /** Length of the longest common subsequence from each place of either side to its end. */
    private static short[][] commonSubsequences(int[] left, int[] right) {
        short[][] common = new short[left.length + 1][right.length + 1];
        for (int i = left.length - 1; i >= 0; i--) {
            for (int j = right.length - 1; j >= 0; j--) {
                common[i][j] = left[i] == right[j]
                        ? (short) (common[i + 1][j + 1] + 1)
                        : (short) Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    /** Gathers pieces into segments. */
    private static final class Alignment {

        private final IntFunction<String> pieces;
        private final List<Segment> segments = new ArrayList<>();
        private final List<String> both = new ArrayList<>();
        private final List<String> primary = new ArrayList<>();
        private final List<String> shadow = new ArrayList<>();

        Alignment(IntFunction<String> pieces) {
            this.pieces = pieces;
        }

        void both(int id) {
            if (!primary.isEmpty() || !shadow.isEmpty()) {
                flush();
            }
            both.add(pieces.apply(id));
        }

        void primary(int id) {
            flushBoth();
            primary.add(pieces.apply(id));
        }

        void shadow(int id) {
            flushBoth();
            shadow.add(pieces.apply(id));
        }

        void flush() {
            flushBoth();
            end(Side.PRIMARY, primary);
            end(Side.SHADOW, shadow);
        }

        private void flushBoth() {
            end(Side.BOTH, both);
        }

        private void end(Side side, List<String> open) {
            if (!open.isEmpty()) {
                segments.add(new Segment(side, List.copyOf(open)));
                open.clear();
            }
        }
    }
}
