package dev.parallax.encode.sparknlp.sentence;

import dev.parallax.encode.sparknlp.stage.Annotation;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a marked text into sentences and finds their offsets in the original text: Spark NLP's
 * {@code PragmaticSentenceExtractor} in linear time.
 */
final class SentenceExtractor {

    private SentenceExtractor() {}

    /**
     * The sentences in their order, trimmed and not empty, each at its first occurrence after the previous one. A
     * sentence that does not occur in the text (for example because a marker in it was read as a full stop) begins at
     * -1, and the search for the next starts at its length minus one.
     */
    static List<Annotation> extract(MarkedText marked, String text) {
        dropProtectedBreaks(marked);
        List<Annotation> sentences = new ArrayList<>();
        SentencePlaces places = new SentencePlaces(text);
        StringBuilder raw = new StringBuilder();
        int begin = 0;
        while (begin < marked.length()) {
            int end = begin;
            while (end < marked.length() && marked.at(end) != MarkedText.BREAK) {
                end++;
            }
            raw.setLength(0);
            marked.write(begin, end, raw);
            String sentence = raw.toString().trim();
            if (!sentence.isEmpty()) {
                int place = places.next(sentence);
                sentences.add(new Annotation(place, place + sentence.length() - 1, sentence));
            }
            begin = end + 1;
        }
        return sentences;
    }

    /**
     * Removes closing marks and protected breaks. A break is protected if a closing mark follows without an opening one
     * in between: {@code BREAK(?![^OPEN]*CLOSE)} matches the others.
     */
    private static void dropProtectedBreaks(MarkedText marked) {
        boolean closes = false;
        for (int i = marked.length() - 1; i >= 0; i--) {
            int unit = marked.at(i);
            if (unit == MarkedText.BREAK && closes) {
                marked.set(i, MarkedText.CLOSE);
            } else if (unit == MarkedText.OPEN || unit == MarkedText.CLOSE) {
                closes = unit == MarkedText.CLOSE;
            }
        }
    }
}
