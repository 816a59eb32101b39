package dev.parallax.encode.sparknlp.bert;

import dev.parallax.encode.BertWordPiece;
import dev.parallax.encode.sparknlp.stage.HuggingFaceCharacters;
import dev.parallax.encode.sparknlp.stage.Repair;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/**
 * Spark NLP's BERT basic tokenizer: splits a rule token into words at white space, punctuation and ideographs, and
 * normalises them: {@code isn't} into {@code isn}, {@code '} and {@code t}. The rule tokens come from Spark NLP's
 * annotators in {@code encode.sparknlp.token}. Immutable and safe for several threads.
 *
 * <p>Spark NLP lowers with the machine's default locale; here it is {@link Locale#ROOT}.
 */
public final class BasicTokenizer {

    /** Receives the words of a rule token. */
    public interface WordConsumer {

        /**
         * Receives a word.
         *
         * @param text text that contains it
         * @param from index of its first UTF-16 unit
         * @param to index of its end, exclusive
         * @return whether to continue with the next word
         */
        boolean take(String text, int from, int to);
    }

    private enum Accents {
        /** Words are decomposed (NFD) and lose U+0300 to U+036F, as in Spark NLP. */
        STRIPPED_FROM_WORDS,
        /** Rule tokens are decomposed (NFD) and lose all non-spacing marks before they are split. */
        STRIPPED_BEFORE,
        /** All accents are kept. */
        KEPT
    }

    private enum Sort {
        LETTER,
        SPACE,
        WORD
    }

    private static final int ASCII = 0x80;

    /** Non-ASCII characters with "punctuation" in their Unicode name, which is Spark NLP's criterion. */
    static final String NAMED_PUNCTUATION =
            "\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u1360\u166e\u1800\u2008\u2056\u2058\u2059\u205a\u205b\u205d\u205e\u3030";

    private final boolean lower;
    private final boolean letterByLetter;
    private final Accents accents;
    private final boolean punctuationByCategory;
    private final boolean rareIdeographs;

    /**
     * @param caseSensitive Spark NLP's parameter: whether letter case is kept
     * @param model the model's own tokenizer, whose rules the repairs follow
     * @param repairs the quirks that are repaired
     */
    public BasicTokenizer(boolean caseSensitive, BertWordPiece model, Set<Repair> repairs) {
        lower = repairs.contains(Repair.CASE) ? model.lowercase() : !caseSensitive;
        letterByLetter = repairs.contains(Repair.LETTER_BY_LETTER_CASE);
        accents = accents(model, repairs);
        punctuationByCategory = repairs.contains(Repair.NON_ASCII_PUNCTUATION);
        rareIdeographs = repairs.contains(Repair.RARE_IDEOGRAPHS);
    }

    private static Accents accents(BertWordPiece model, Set<Repair> repairs) {
        if (model.stripAccents()) {
            return repairs.contains(Repair.COMBINING_MARKS) ? Accents.STRIPPED_BEFORE : Accents.STRIPPED_FROM_WORDS;
        }
        return repairs.contains(Repair.ACCENTS) ? Accents.KEPT : Accents.STRIPPED_FROM_WORDS;
    }

    /** Passes the words of a rule token to the consumer, in order, until it stops. */
    public void split(String token, WordConsumer words) {
        boolean ascii = isAscii(token, 0, token.length());
        String text = ascii ? lowered(token, true) : prepared(token);
        int length = text.length();
        int start = 0;
        for (int i = 0; i < length; ) {
            int c = ascii ? text.charAt(i) : text.codePointAt(i);
            int next = i + Character.charCount(c);
            Sort sort = sort(c);
            if (sort != Sort.LETTER) {
                if (start < i && !give(text, start, i, ascii, words)) {
                    return;
                }
                if (sort == Sort.WORD && !give(text, i, next, ascii, words)) {
                    return;
                }
                start = next;
            }
            i = next;
        }
        if (start < length) {
            give(text, start, length, ascii, words);
        }
    }

    /** Normalisation of a non-ASCII rule token before it is split. */
    private String prepared(String token) {
        if (accents != Accents.STRIPPED_BEFORE) {
            return lowered(token, false);
        }
        // Hugging Face separates ideographs first, then strips accents, then lower-cases.
        String stripped = HuggingFaceCharacters.strip(token);
        return lowered(stripped, false);
    }

    private String lowered(String text, boolean ascii) {
        if (!lower) {
            return text;
        }
        return letterByLetter && !ascii ? HuggingFaceCharacters.lower(text) : text.toLowerCase(Locale.ROOT);
    }

    /** Normalises a word and passes it on, unless it is empty then. */
    private boolean give(String text, int from, int to, boolean ascii, WordConsumer words) {
        if (ascii || accents != Accents.STRIPPED_FROM_WORDS || isAscii(text, from, to)) {
            return words.take(text, from, to);
        }
        String word = lowered(withoutAccents(text.substring(from, to)), false);
        return word.isEmpty() || words.take(word, 0, word.length());
    }

    private static String withoutAccents(String word) {
        String apart = Normalizer.normalize(word, Normalizer.Form.NFD);
        StringBuilder kept = new StringBuilder(apart.length());
        for (int i = 0; i < apart.length(); i++) {
            char c = apart.charAt(i);
            if (c < 0x300 || c > 0x36f) {
                kept.append(c);
            }
        }
        return kept.length() == apart.length() ? apart : kept.toString();
    }

    private Sort sort(int c) {
        if (c < ASCII) {
            if (c > ' ') {
                boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                return letter ? Sort.LETTER : (c == 0x7f ? Sort.SPACE : Sort.WORD);
            }
            return Sort.SPACE;
        }
        boolean punctuation = punctuationByCategory
                ? HuggingFaceCharacters.isPunctuation(c)
                : c <= Character.MAX_VALUE && NAMED_PUNCTUATION.indexOf(c) >= 0;
        if (punctuation || (HuggingFaceCharacters.isIdeograph(c) && (rareIdeographs || c <= Character.MAX_VALUE))) {
            return Sort.WORD;
        }
        return c < 0xa0 || c == 0xfffd || Character.isWhitespace(c) ? Sort.SPACE : Sort.LETTER;
    }

    static boolean isAscii(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) >= ASCII) {
                return false;
            }
        }
        return true;
    }
}
