package dev.parallax.encode.sparknlp.sentence;

import org.jspecify.annotations.Nullable;

/**
 * Finds sentences in a text, each as {@code text.indexOf(sentence, behindTheOneBefore)} would, in linear time
 * altogether. For one thread.
 *
 * <p>Nearly every sentence begins where the previous one ended. Others are searched, and an index of the text is built
 * if that takes too long.
 */
final class SentencePlaces {

    private static final int SEARCHED_TEXTS = 16;

    private final String text;
    private int from;
    private long searched;
    private @Nullable SubstringIndex index;

    SentencePlaces(String text) {
        this.text = text;
    }

    /**
     * Offset of the next sentence, or -1.
     *
     * @param sentence not empty, and trimmed
     */
    int next(String sentence) {
        int place = searched > (long) SEARCHED_TEXTS * text.length() ? indexed(sentence) : searched(sentence);
        from = place + sentence.length();
        return place;
    }

    private int indexed(String sentence) {
        if (index == null) {
            index = new SubstringIndex(text);
        }
        return index.first(sentence, from);
    }

    private int searched(String sentence) {
        int begin = from;
        while (begin < text.length() && text.charAt(begin) <= ' ') {
            begin++;
        }
        searched += begin - from;
        // a trimmed sentence cannot begin earlier
        if (text.startsWith(sentence, begin)) {
            return begin;
        }
        if (sentence.length() > text.length() - begin) {
            return -1;
        }
        int place = search(text, sentence, begin);
        searched += sentence.length() + (place < 0 ? text.length() : place + sentence.length()) - begin;
        return place;
    }

    /** Knuth, Morris and Pratt's search: {@link String#indexOf(String, int)} may take quadratic time. */
    private static int search(String text, String sought, int begin) {
        int[] border = new int[sought.length()];
        for (int i = 1, matched = 0; i < sought.length(); i++) {
            matched = extend(sought, border, matched, sought.charAt(i));
            border[i] = matched;
        }
        for (int i = begin, matched = 0; i < text.length(); i++) {
            matched = extend(sought, border, matched, text.charAt(i));
            if (matched == sought.length()) {
                return i + 1 - matched;
            }
        }
        return -1;
    }

    private static int extend(String sought, int[] border, int matched, char unit) {
        int length = matched;
        while (length > 0 && sought.charAt(length) != unit) {
            length = border[length - 1];
        }
        return sought.charAt(length) == unit ? length + 1 : 0;
    }
}
