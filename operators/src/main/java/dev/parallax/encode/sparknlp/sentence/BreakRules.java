package dev.parallax.encode.sparknlp.sentence;

import static dev.parallax.encode.sparknlp.sentence.StopRules.isSolid;
import static dev.parallax.encode.sparknlp.stage.Characters.isSpace;
import static dev.parallax.encode.sparknlp.stage.Characters.isUpper;

/** Rules of {@code PragmaticContentFormatter} that end sentences. Each takes linear time. */
final class BreakRules {

    private BreakRules() {}

    /** {@code (?<=\S)[!\?]+(?=\s|\z|\$)}: a sentence ends after the match. */
    static MarkedText exclamations(MarkedText text) {
        MarkInsertion marks = new MarkInsertion(text);
        for (int i = 0; i < text.length(); i++) {
            if (isExclamation(text.at(i))) {
                int end = i + 1;
                while (isExclamation(text.at(end))) {
                    end++;
                }
                // a run after white space is matched from its second character
                boolean matches = end > i + 1 || isSolid(text.at(i - 1));
                if (matches && (end == text.length() || isSpace(text.at(end)) || text.at(end) == '$')) {
                    marks.breakBefore(end);
                }
                i = end - 1;
            }
        }
        return marks.result();
    }

    /**
     * {@code \.\.\.(?=\s+[A-Z])}: the sentence ends after the three, not after each. In a run of full stops these are
     * the last three. Spark NLP's rule for four ({@code (?<=\S)\.{3}(?=\.\s[A-Z])}) never matches after that.
     */
    static MarkedText ellipses(MarkedText text) {
        MarkInsertion marks = new MarkInsertion(text);
        int run = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (text.at(i) == '.') {
                run++;
                continue;
            }
            if (run >= 3 && isSpace(text.at(i)) && isUpper(text.at(StopRules.spacesEnd(text, i)))) {
                for (int stop = i - 3; stop < i; stop++) {
                    text.set(stop, MarkedText.NON_FINAL_STOP);
                }
                marks.breakBefore(i);
            }
            run = 0;
        }
        return marks.result();
    }

    /** Every remaining full stop and every semicolon ends a sentence. */
    static MarkedText stops(MarkedText text) {
        MarkInsertion marks = new MarkInsertion(text);
        for (int i = 0; i < text.length(); i++) {
            if (text.at(i) == '.' || text.at(i) == ';') {
                marks.breakBefore(i + 1);
            }
        }
        return marks.result();
    }

    private static boolean isExclamation(int unit) {
        return unit == '!' || unit == '?';
    }
}
