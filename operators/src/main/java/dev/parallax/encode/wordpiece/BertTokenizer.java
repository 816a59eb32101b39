package dev.parallax.encode.wordpiece;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A BERT tokenizer in Java: one pass over a text, which normalises its characters, collects them in words and cuts the
 * words into pieces. It has no Unicode tables of its own: it learns the normal forms of characters from the tokenizer
 * library. Safe for several threads.
 *
 * <p>It does not read every text. A text that contains an added token or a character without a fixed rule is left to
 * the library.
 */
public final class BertTokenizer {

    private final CharacterRules characters;
    private final WordPieces pieces;
    private final PieceTrie addedTokens;
    private final int[] startsOfAddedTokens;

    /**
     * @param pieces the vocabulary
     * @param addedTokens tokens that the library finds in the raw text, and their ids
     * @param library normalisation and pre-tokenization of the tokenizer library
     */
    public BertTokenizer(WordPieces pieces, Map<String, Integer> addedTokens, Splitter library) {
        this.characters = new CharacterRules(library);
        this.pieces = pieces;
        this.addedTokens = new PieceTrie(addedTokens, "");
        this.startsOfAddedTokens = addedTokens.keySet().stream()
                .filter(token -> !token.isEmpty())
                .mapToInt(token -> token.charAt(0))
                .distinct()
                .toArray();
    }

    /**
     * Cuts a text into pieces.
     *
     * @return the ids of its pieces without special tokens and without a limit, or {@code null} if only the library can
     *     read this text
     */
    public @Nullable Ids pieces(String text) {
        if (hasAddedToken(text)) {
            return null;
        }
        Ids ids = new Ids();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            CharacterRule rule = characters.of(c);
            switch (rule.kind()) {
                case IN_WORD -> rule.addTo(word);
                case OWN_WORD -> {
                    end(word, ids);
                    rule.addTo(word);
                    end(word, ids);
                }
                case SPACE -> end(word, ids);
                case IRREGULAR -> {
                    return null;
                }
            }
        }
        end(word, ids);
        return ids;
    }

    /** Adds the pieces of a word, which is empty then. */
    private void end(StringBuilder word, Ids ids) {
        if (pieces.isTooLong(word, 0, word.length())) {
            ids.add(pieces.unknown());
        } else {
            pieces.add(word, 0, word.length(), ids);
        }
        word.setLength(0);
    }

    private boolean hasAddedToken(String text) {
        for (int start : startsOfAddedTokens) {
            for (int i = text.indexOf(start); i >= 0; i = text.indexOf(start, i + 1)) {
                if (addedTokens.longest(text, i, text.length(), true) != PieceTrie.NONE) {
                    return true;
                }
            }
        }
        return false;
    }
}
