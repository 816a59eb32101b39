package dev.parallax.encode;

import dev.parallax.encode.wordpiece.BertTokenizer;
import dev.parallax.encode.wordpiece.Ids;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Encodes texts in Java with the ids that the tokenizer library returns, if the tokenizer is BERT's WordPiece. It takes
 * a twentieth of the library's time or less: the library copies a text at each step and keeps an offset for every byte.
 *
 * <p>It holds native memory until it is closed: a character that it meets for the first time is looked up in the
 * library. Safe for several threads.
 */
final class BertEncoder implements AutoCloseable {

    private static final int[] ALL_THE_SAME = {};

    private final BertTokenizer tokenizer;
    private final NativeWords words;
    private final int first;
    private final int last;
    private final int room;
    private final boolean cutsLeft;

    private BertEncoder(BertWordPiece model, NativeWords words, int[] specials, int maxLength) {
        this.tokenizer = new BertTokenizer(model.pieces(), model.addedTokens(), words);
        this.words = words;
        this.first = specials[0];
        this.last = specials[1];
        this.room = maxLength == HuggingFaceEncoder.UNLIMITED ? Integer.MAX_VALUE : maxLength - specials.length;
        this.cutsLeft = model.cutsLeft();
    }

    /**
     * Creates the encoder of a tokenizer.
     *
     * @param specials the library's ids of an empty text
     * @param maxLength most ids of an encoding, special ones included, or {@link HuggingFaceEncoder#UNLIMITED}
     * @return empty if the tokenizer is not BERT's WordPiece, normalises added tokens, or puts other than two special
     *     tokens around a text
     */
    static Optional<BertEncoder> of(TokenizerFile file, int[] specials, int maxLength) {
        boolean bert = BertWordPiece.difference(file).isEmpty()
                && file.normalizedTokens().isEmpty()
                && specials.length == 2;
        return bert
                ? Optional.of(new BertEncoder(BertWordPiece.of(file), NativeWords.of(file), specials, maxLength))
                : Optional.empty();
    }

    /** Encodes a text; {@code null} if only the library can read it, or rejects it. */
    @Nullable
    Encoding encode(String text) {
        Ids pieces = tokenizer.pieces(text);
        if (pieces == null) {
            return null;
        }
        int[] ids = pieces.row(first, last, room, cutsLeft);
        return new Encoding(ids, ALL_THE_SAME, ALL_THE_SAME, pieces.size() + 2 - ids.length);
    }

    @Override
    public void close() {
        words.close();
    }
}
