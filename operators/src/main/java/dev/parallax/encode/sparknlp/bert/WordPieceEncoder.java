package dev.parallax.encode.sparknlp.bert;

import dev.parallax.encode.BertWordPiece;
import dev.parallax.encode.sparknlp.stage.Repair;

/**
 * Splits words into WordPiece tokens: greedily from the left, the longest piece in the vocabulary first. A word with a
 * part that matches no piece is unknown as a whole. Immutable and safe for several threads.
 */
public final class WordPieceEncoder {

    /** Maximum length of a word in UTF-16 units; Spark NLP treats longer words as unknown. */
    private static final int SPARK_NLP_WORD_LENGTH = 200;

    private final PieceTrie pieces;
    private final int unknown;
    private final int maxCodePoints;

    /** @param model the vocabulary, the id of unknown words and the maximum length of a word */
    public WordPieceEncoder(BertWordPiece model) {
        pieces = new PieceTrie(model.vocabulary(), BertWordPiece.CONTINUES);
        unknown = model.vocabulary().getOrDefault(BertWordPiece.UNKNOWN, 0);
        maxCodePoints = model.maxCharactersPerWord();
    }

    /**
     * Adds the pieces of a word.
     *
     * @param text text that contains the word
     * @param from index of its first UTF-16 unit
     * @param to index of its end, exclusive
     * @param modelsLength whether the limit of the model's own tokenizer applies ({@link Repair#LONG_WORDS})
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
