package dev.parallax.encode.sparknlp.sentence;

import static dev.parallax.encode.sparknlp.stage.Characters.isLetter;
import static dev.parallax.encode.sparknlp.stage.Characters.isSpace;
import static dev.parallax.encode.sparknlp.stage.Characters.isUpper;
import static dev.parallax.encode.sparknlp.stage.Characters.isWord;
import static dev.parallax.encode.sparknlp.stage.Characters.lower;

/**
 * Rules of {@code PragmaticContentFormatter} that protect ranges in which no sentence ends: initials, times of day,
 * quotations, brackets. Each takes one pass over the text, even where its regular expression would backtrack.
 */
final class ProtectionRules {

    private ProtectionRules() {}

    /**
     * Initials such as {@code U.S.} and times of day such as {@code 5 p.m.} (abbreviations of the dictionary are in
     * {@link Abbreviations}): {@code \b[a-zA-Z](?:\.[a-zA-Z])+(?:\.(?!\s[A-Z]))*}, {@code (?i)p\.m\.*},
     * {@code (?i)a\.m\.*}.
     */
    static MarkedText initialsAndTimes(MarkedText text) {
        return timeOfDay(timeOfDay(initials(text), 'p'), 'a');
    }

    private static MarkedText initials(MarkedText text) {
        MarkInsertion marks = new MarkInsertion(text);
        for (int i = 0; i < text.length(); i++) {
            if (text.at(i + 1) == '.' && isLetter(text.at(i + 2)) && isLetter(text.at(i)) && !endsWord(text, i)) {
                int end = i + 1;
                while (text.at(end) == '.' && isLetter(text.at(end + 1))) {
                    end += 2;
                }
                while (text.at(end) == '.' && !(isSpace(text.at(end + 1)) && isUpper(text.at(end + 2)))) {
                    end++;
                }
                marks.protect(i, end);
                i = end - 1;
            }
        }
        return marks.result();
    }

    /**
     * Whether a word ends before a place, by the definition of {@code \b} up to Java 18: letters and digits of any
     * script, and marks that belong to one. (Spark 3 runs on Java 17 and older.)
     */
    private static boolean endsWord(MarkedText text, int place) {
        int before = text.codePointBefore(place);
        if (before == '_' || (before >= 0 && Character.isLetterOrDigit(before))) {
            return true;
        }
        int base = place - 1;
        while (base >= 0 && Character.getType(text.codePointAt(base)) == Character.NON_SPACING_MARK) {
            base--;
        }
        return base >= 0 && base < place - 1 && Character.isLetterOrDigit(text.codePointAt(base));
    }

    private static MarkedText timeOfDay(MarkedText text, char letter) {
        MarkInsertion marks = new MarkInsertion(text);
        for (int i = 0; i < text.length(); i++) {
            if (text.at(i + 1) == '.' && lower(text.at(i)) == letter && lower(text.at(i + 2)) == 'm') {
                int end = i + 3;
                while (text.at(end) == '.') {
                    end++;
                }
                marks.protect(i, end);
                i = end - 1;
            }
        }
        return marks.result();
    }

    /**
     * {@code (?<=\s|^)'[\w\s?!\.,|'\w]+'(?:\W)}, {@code "[\w\s?!\.,]+"}, {@code \[[\w\s?!\.,]+\]},
     * {@code \([\w\s?!\.,]+\)}.
     */
    static MarkedText betweenPunctuation(MarkedText text) {
        return enclosed(enclosed(enclosed(quoted(text), '"', '"'), '[', ']'), '(', ')');
    }

    private static MarkedText enclosed(MarkedText text, char open, char close) {
        MarkInsertion marks = new MarkInsertion(text);
        for (int i = 0; i < text.length(); i++) {
            if (text.at(i) == open) {
                int end = i + 1;
                while (isPlain(text.at(end))) {
                    end++;
                }
                if (end > i + 1 && text.at(end) == close) {
                    marks.protect(i, end + 1);
                    i = end;
                } else {
                    i = end - 1;
                }
            }
        }
        return marks.result();
    }

    /**
     * Protects text in single quotes. A quotation lies within one run of plain characters, bars and quotes, and ends at
     * the last quote of the run that no word follows. A run therefore has at most one quotation, from the first quote
     * that can open it.
     */
    private static MarkedText quoted(MarkedText text) {
        MarkInsertion marks = new MarkInsertion(text);
        int i = 0;
        while (i < text.length()) {
            int open = -1;
            int close = -1;
            int end = i;
            for (; isQuotable(text.at(end)); end++) {
                if (text.at(end) == '\'') {
                    if (open < 0 && (end == 0 || isSpace(text.at(end - 1)))) {
                        open = end;
                    }
                    if (end + 1 < text.length() && !isWord(text.at(end + 1))) {
                        close = end;
                    }
                }
            }
            i = end + 1;
            if (open >= 0 && close >= open + 2) {
                int behind = close + 1 + text.width(close + 1);
                marks.protect(open, behind);
                i = Math.max(i, behind);
            }
        }
        return marks.result();
    }

    private static boolean isQuotable(int unit) {
        return isPlain(unit) || unit == '|' || unit == '\'';
    }

    /** {@code [\w\s?!\.,]}. */
    private static boolean isPlain(int unit) {
        return isWord(unit) || isSpace(unit) || unit == '?' || unit == '!' || unit == '.' || unit == ',';
    }
}
