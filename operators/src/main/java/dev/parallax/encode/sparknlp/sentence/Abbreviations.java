package dev.parallax.encode.sparknlp.sentence;

import static dev.parallax.encode.sparknlp.stage.Characters.isDigit;
import static dev.parallax.encode.sparknlp.stage.Characters.isLetter;
import static dev.parallax.encode.sparknlp.stage.Characters.isLineTerminator;
import static dev.parallax.encode.sparknlp.stage.Characters.isLower;
import static dev.parallax.encode.sparknlp.stage.Characters.isSpace;
import static dev.parallax.encode.sparknlp.stage.Characters.lower;

import java.util.Arrays;

/**
 * Spark NLP's dictionary of abbreviations ({@code PragmaticDictionaries} and {@code dictAbbrFactory}): a full stop
 * after one of them does not end a sentence, depending on what follows. An abbreviation must be at the start or after
 * white space; ASCII case is ignored.
 */
final class Abbreviations {

    private static final int LONGEST = 4;
    private static final WordSet TITLES = new WordSet("dr mr ms prof mt st");
    private static final WordSet NUMBERS = new WordSet("no p px");
    /** The middle of {@code e.g}, {@code i.e} and {@code u.s} is any character: these are regular expressions. */
    private static final WordSet GENERAL = new WordSet(
            "adj bros btw co col corp cpl dec aug del dept dist dr e.g etc exp feb fy hr i.e id inc jan jr jul "
                    + "jun lt ltd"
                    + " mar may min mr mrs ms no nov oct ok p px plz prof rep sec sep sept sr st u.s ver vs");

    private Abbreviations() {}

    /**
     * Whether the full stop at an offset belongs to an abbreviation of the dictionary, so that no sentence ends there.
     */
    static boolean isNoSentenceEnd(MarkedText text, int stop) {
        int next = text.at(stop + 1);
        // a middle character may have two units
        for (int begin = stop - 1; begin >= Math.max(0, stop - LONGEST); begin--) {
            boolean starts = begin == 0;
            if ((starts || isSpace(text.at(begin - 1)))
                    && ((TITLES.has(text, begin, stop) && isTitle(text, stop, next))
                            || (NUMBERS.has(text, begin, stop) && isNumber(text, stop, next))
                            || (GENERAL.has(text, begin, stop) && isGeneral(text, stop, next, starts)))) {
                return true;
            }
        }
        return false;
    }

    /** {@code \.(?=\s)} and {@code \.(?=:\d+)}. */
    private static boolean isTitle(MarkedText text, int stop, int next) {
        return isSpace(next) || (next == ':' && isDigit(text.at(stop + 2)));
    }

    /** {@code \.(?=\s\d)} and {@code \.(?=\s+\()}. */
    private static boolean isNumber(MarkedText text, int stop, int next) {
        return isSpace(next) && (isDigit(text.at(stop + 2)) || text.at(StopRules.spacesEnd(text, stop + 1)) == '(');
    }

    /**
     * {@code \.(?=((\.|\:|-|\?)|(\s([a-z]|I\s|I'm|I'll|\d))))}, without the hyphen at the start, and {@code \.(?=,)}.
     */
    private static boolean isGeneral(MarkedText text, int stop, int next, boolean starts) {
        if (next == ',' || next == '.' || next == ':' || next == '?' || (next == '-' && !starts)) {
            return true;
        }
        int first = text.at(stop + 2);
        return isSpace(next) && (isLower(first) || isDigit(first) || (first == 'I' && isPronoun(text, stop + 3)));
    }

    private static boolean isPronoun(MarkedText text, int behind) {
        int next = text.at(behind);
        return isSpace(next)
                || (next == '\''
                        && (text.at(behind + 1) == 'm' || (text.at(behind + 1) == 'l' && text.at(behind + 2) == 'l')));
    }

    /** A set of words of up to four characters, each packed into an integer. */
    private static final class WordSet {

        private static final int ANY = '.';
        private final int[] keys;

        WordSet(String words) {
            keys = Arrays.stream(words.split(" "))
                    .mapToInt(word -> word.chars().reduce(0, WordSet::join))
                    .sorted()
                    .toArray();
        }

        private static int join(int key, int unit) {
            return (key << 8) | unit;
        }

        /** Whether the text between two offsets is one of the words. */
        boolean has(MarkedText text, int begin, int end) {
            int key = 0;
            for (int i = begin; i < end; i++) {
                if (!isLetter(text.at(i))) {
                    return hasAny(text, begin, end);
                }
                key = join(key, lower(text.at(i)));
            }
            return Arrays.binarySearch(keys, key) >= 0 || hasAny(text, begin, end);
        }

        /** Whether the text between two offsets is one of the words if any character is allowed in the middle. */
        private boolean hasAny(MarkedText text, int begin, int end) {
            int middle = begin + 1;
            return end - begin == 2 + text.width(middle)
                    && isLetter(text.at(begin))
                    && isLetter(text.at(end - 1))
                    && !isLineTerminator(text.at(middle))
                    && Arrays.binarySearch(keys, join(join(lower(text.at(begin)), ANY), lower(text.at(end - 1)))) >= 0;
        }
    }
}
