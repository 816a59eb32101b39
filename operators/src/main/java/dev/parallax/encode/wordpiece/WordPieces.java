package dev.parallax.encode.wordpiece;

import java.util.Map;

/**
 * BERT's WordPiece: a word becomes its longest prefix in the vocabulary, then the longest piece that continues it, and
 * so on. A word of which a part matches no piece is unknown as a whole. Immutable and safe for several threads.
 *
 * <p>With the pieces {@code un}, {@code unhappy} and {@code ##ness}, {@code unhappyness} is {@code unhappy ##ness}, and
 * {@code unhappyx} is the unknown token.
 */
public final class WordPieces {

    private final PieceTrie pieces;
    private final int unknown;
    private final int maxCodePoints;

    /**
     * @param vocabulary pieces and their ids
     * @param prefix prefix of pieces that continue a word
     * @param unknown id of a word without pieces
     * @param maxCodePoints maximum length of a word in code points; longer words are unknown
     */
    public WordPieces(Map<String, Integer> vocabulary, String prefix, int unknown, int maxCodePoints) {
        this.pieces = new PieceTrie(vocabulary, prefix);
        this.unknown = unknown;
        this.maxCodePoints = maxCodePoints;
    }

    /** The id of a word without pieces. */
    public int unknown() {
        return unknown;
    }

    /**
     * Whether a word is longer than the model's limit.
     *
     * @param text text that contains the word
     * @param from index of its first UTF-16 unit
     * @param to index of its end, exclusive
     */
    public boolean isTooLong(CharSequence text, int from, int to) {
        return to - from > maxCodePoints && Character.codePointCount(text, from, to) > maxCodePoints;
    }

    /**
     * Adds the pieces of a word of any length.
     *
     * @param text text that contains the word
     * @param from index of its first UTF-16 unit
     * @param to index of its end, exclusive
     */
    public void add(CharSequence text, int from, int to, Ids out) {
        int before = out.size();
        for (int at = from; at < to; ) {
            long piece = pieces.longest(text, at, to, at == from);
            if (piece == PieceTrie.NONE) {
                out.cut(before);
                out.add(unknown);
                return;
            }
            out.add(PieceTrie.id(piece));
            at = PieceTrie.end(piece);
        }
    }
}
