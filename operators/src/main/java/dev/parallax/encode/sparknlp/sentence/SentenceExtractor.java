package dev.parallax.encode.sparknlp.sentence;

import dev.parallax.encode.sparknlp.stage.Annotation;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a marked text into sentences and looks them up in the text that was marked: Spark NLP's
 * {@code PragmaticSentenceExtractor}, linear.
 */
final class SentenceExtractor {

    private SentenceExtractor() {}

    /**
     * The sentences in their order, trimmed and not empty, each where the text has it first behind the one before. A
     * sentence that the text does not have (a marker in it was read as a full stop, say) begins at -1, and the next is
     * looked for from that one's length minus one.
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
     * A break is protected if a closing mark follows with no opening one in between: {@code BREAK(?![^OPEN]*CLOSE)}
     * finds the others. A protected one goes, as closing marks do.
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
