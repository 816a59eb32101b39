package dev.parallax.encode.sparknlp.sentence;

import dev.parallax.encode.sparknlp.stage.Annotation;
import java.util.ArrayList;
import java.util.List;

/** Splits long sentences at single spaces, as {@code SentenceDetectorParams.truncateSentence} does. */
final class LengthSplit {

    private LengthSplit() {}

    /**
     * Splits a sentence. Each part has as many words as fit; a word that does not fit is a part by itself. Offsets are
     * counted, not looked up: a part begins two units after the last unit of the previous one. Before a first word that
     * is too long Spark NLP creates an empty part and drops it later, so that all parts begin one unit too late.
     *
     * @param longest most units of a part, without the space after its last word
     */
    static List<Annotation> split(Annotation sentence, int longest) {
        String text = sentence.result();
        List<Annotation> parts = new ArrayList<>();
        int shift = 0;
        int begin = 0;
        int word = 0;
        while (word < text.length()) {
            int space = text.indexOf(' ', word);
            int end = space < 0 ? text.length() : space;
            if (end - begin > longest) {
                if (word > begin) {
                    add(parts, sentence, begin, word - 1, shift);
                    begin = word;
                } else if (word == 0) {
                    shift = 1;
                }
            }
            word = end + 1;
        }
        add(parts, sentence, begin, text.length(), shift);
        return parts;
    }

    private static void add(List<Annotation> parts, Annotation sentence, int from, int to, int shift) {
        if (to > from) {
            int begin = sentence.begin() + from + shift;
            parts.add(new Annotation(
                    begin, begin + to - from - 1, sentence.result().substring(from, to)));
        }
    }
}
