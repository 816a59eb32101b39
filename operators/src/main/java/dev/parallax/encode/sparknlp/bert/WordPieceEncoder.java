package dev.parallax.encode.sparknlp.bert;

import dev.parallax.encode.BertWordPiece;
import dev.parallax.encode.sparknlp.stage.Repair;
import dev.parallax.encode.wordpiece.Ids;
import dev.parallax.encode.wordpiece.WordPieces;

/**
 * Splits words into WordPiece tokens, with Spark NLP's limit of a word's length or with that of the model's own
 * tokenizer. Immutable and safe for several threads.
 */
public final class WordPieceEncoder {

    /** Maximum length of a word in UTF-16 units; Spark NLP treats longer words as unknown. */
    private static final int SPARK_NLP_WORD_LENGTH = 200;

    private final WordPieces pieces;

    /** @param model the vocabulary, the id of unknown words and the maximum length of a word */
    public WordPieceEncoder(BertWordPiece model) {
        pieces = model.pieces();
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
        if (modelsLength ? pieces.isTooLong(text, from, to) : to - from > SPARK_NLP_WORD_LENGTH) {
            out.add(pieces.unknown());
        } else {
            pieces.add(text, from, to, out);
        }
    }
}
