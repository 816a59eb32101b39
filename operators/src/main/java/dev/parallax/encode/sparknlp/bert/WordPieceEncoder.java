package dev.parallax.encode.sparknlp.bert;

import dev.parallax.encode.BertWordPiece;
import dev.parallax.encode.sparknlp.stage.Repair;

/**
 * Cuts words into the longest pieces that the vocabulary has, from the left. A word with a part that no piece spells is
 * unknown as a whole. Immutable and safe for several threads.
 */
public final class WordPieceEncoder {

    /** Longer words are unknown to Spark NLP, in UTF-16 units. */
    private static final int SPARK_NLP_WORD_LENGTH = 200;

    private final PieceTrie pieces;
    private final int unknown;
    private final int maxCodePoints;

    public WordPieceEncoder(BertWordPiece model) {
        pieces = new PieceTrie(model.vocabulary(), BertWordPiece.CONTINUES);
        unknown = model.vocabulary().getOrDefault(BertWordPiece.UNKNOWN, 0);
        maxCodePoints = model.maxCharactersPerWord();
    }

    /**
     * Adds the pieces of a word.
     *
     * @param text where the word stands
     * @param from its first UTF-16 unit
     * @param to its end, excluded
     * @param modelsLength whether words are too long where the model's own tokenizer says so
     *     ({@link Repair#LONG_WORDS})
     */
    public void encode(String text, int from, int to, boolean modelsLength, Ids out) {
        if (modelsLength ? text.codePointCount(from, to) > maxCodePoints : to - from > SPARK_NLP_WORD_LENGTH) {
            out.add(unknown);
            return;
        }
        int before = out.size();
        for (int at = from; at < to; ) {
            long piece = pieces.longest(text, at, to, at == from);
            if (piece == PieceTrie.NONE) {
                out.cut(before);
                out.add(unknown);
                return;
            }
            out.add((int) (piece >>> Integer.SIZE));
            at = (int) piece;
        }
    }
}
