package dev.parallax.encode.sparknlp.sentence;

import static dev.parallax.encode.sparknlp.stage.Characters.isDigit;
import static dev.parallax.encode.sparknlp.stage.Characters.isSpace;
import static dev.parallax.encode.sparknlp.stage.Characters.isUpper;
import static dev.parallax.encode.sparknlp.stage.Characters.isWord;

/**
 * Rules of {@code PragmaticContentFormatter} for full stops that do not end a sentence because of their context:
 * numbers, single letters, words joined by a full stop, coordinates. Rules for the same stop that do not affect each
 * other are one condition here. Each takes linear time.
 */
final class StopRules {

    /** A reason for which a full stop does not end a sentence. */
    interface Rule {

        /** Whether the full stop at an offset does not end a sentence. */
        boolean isNoSentenceEnd(MarkedText text, int stop);
    }

    private StopRules() {}

    /** Replaces each full stop to which a rule applies by {@link MarkedText#NON_FINAL_STOP}. */
    static void markAsNoEnd(MarkedText text, Rule rule) {
        for (int i = 0; i < text.length(); i++) {
            if (text.at(i) == '.' && rule.isNoSentenceEnd(text, i)) {
                text.set(i, MarkedText.NON_FINAL_STOP);
            }
        }
    }

    /**
     * {@code (?<=\d)\.(?=\d)}, {@code \.(?=\d)}, {@code (?<=\d)\.(?=\S)}, {@code (?<=^\d)\.(?=(\s\S)|\))},
     * {@code (?<=^\d\d)\.(?=(\s\S)|\))}.
     */
    static boolean inNumber(MarkedText text, int stop) {
        int next = text.at(stop + 1);
        if (isDigit(next)) {
            return true;
        }
        if (!isDigit(text.at(stop - 1))) {
            return false;
        }
        boolean starts = stop == 1 || (stop == 2 && isDigit(text.at(0)));
        return isSolid(next) || (starts && isSpace(next) && isSolid(text.at(stop + 2)));
    }

    /**
     * {@code \.(?='s\s)|\.(?='s\$)|\.(?='s\z)}, {@code (?<=Co)\.(?=\sKG)}, {@code (?<=^[A-Z])\.(?=\s)},
     * {@code (?<=\s[A-Z])\.(?=\s)}.
     */
    static boolean afterInitial(MarkedText text, int stop) {
        int next = text.at(stop + 1);
        if (next == '\'' && text.at(stop + 2) == 's') {
            int behind = text.at(stop + 3);
            return isSpace(behind) || behind == '$' || behind == MarkedText.NOTHING;
        }
        if (!isSpace(next)) {
            return false;
        }
        return (isUpper(text.at(stop - 1)) && (stop == 1 || isSpace(text.at(stop - 2))))
                || (text.at(stop - 2) == 'C'
                        && text.at(stop - 1) == 'o'
                        && text.at(stop + 2) == 'K'
                        && text.at(stop + 3) == 'G');
    }

    /** {@code (?<=\w)\.(?=\w)}. */
    static boolean betweenWords(MarkedText text, int stop) {
        return isWord(text.at(stop - 1)) && isWord(text.at(stop + 1));
    }

    /** {@code (?<=[a-zA-z]°)\.(?=\s*\d+)}: the range from {@code A} to {@code z} is Spark NLP's. */
    static boolean inCoordinate(MarkedText text, int stop) {
        int letter = text.at(stop - 2);
        return text.at(stop - 1) == '°'
                && letter >= 'A'
                && letter <= 'z'
                && isDigit(text.at(spacesEnd(text, stop + 1)));
    }

    /** {@code \S}. */
    static boolean isSolid(int unit) {
        return unit != MarkedText.NOTHING && !isSpace(unit);
    }

    /** End of the white space at an offset. */
    static int spacesEnd(MarkedText text, int from) {
        int end = from;
        while (isSpace(text.at(end))) {
            end++;
        }
        return end;
    }
}
