package dev.parallax.encode.wordpiece;

import java.util.List;

/**
 * A character after the normalisation and the pre-tokenization of a BERT tokenizer, the same beside all others.
 *
 * @param kind whether it continues a word, ends one, or is one
 * @param normalized its normal form: {@code e} for {@code É}; empty for a character that is removed
 */
record CharacterRule(Kind kind, String normalized) {

    /** Kinds of characters. */
    enum Kind {
        /** Part of a word: a letter, a digit, or a character that is removed without ending the word. */
        IN_WORD,
        /** A separate word: punctuation, an ideograph. */
        OWN_WORD,
        /** The end of a word: white space. */
        SPACE,
        /** A character for which no rule holds everywhere. */
        IRREGULAR
    }

    static final CharacterRule SPACE = new CharacterRule(Kind.SPACE, "");
    static final CharacterRule REMOVED = new CharacterRule(Kind.IN_WORD, "");
    static final CharacterRule IRREGULAR = new CharacterRule(Kind.IRREGULAR, "");

    /** Adds the character's normal form to a word. */
    void addTo(StringBuilder word) {
        if (normalized.length() == 1) {
            word.append(normalized.charAt(0)); // makes a whole text a quarter faster
        } else {
            word.append(normalized);
        }
    }

    /** The words of the character between two parts of words, neither of which is empty. */
    List<String> words(String before, String after) {
        return switch (kind) {
            case IN_WORD -> List.of(before + normalized + after);
            case OWN_WORD -> List.of(before, normalized, after);
            case SPACE -> List.of(before, after);
            case IRREGULAR -> throw new IllegalStateException("An irregular character has no rule");
        };
    }
}
