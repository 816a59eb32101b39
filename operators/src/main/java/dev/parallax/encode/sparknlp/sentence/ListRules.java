package dev.parallax.encode.sparknlp.sentence;

import static dev.parallax.encode.sparknlp.stage.Characters.isDigit;
import static dev.parallax.encode.sparknlp.stage.Characters.isLineTerminator;
import static dev.parallax.encode.sparknlp.stage.Characters.isLower;
import static dev.parallax.encode.sparknlp.stage.Characters.isSpace;

/**
 * Rules for list markers such as {@code a)} and {@code 1.}: each starts a sentence, and no sentence ends in it
 * ({@code PragmaticContentFormatter.formatLists}). Linear.
 */
final class ListRules {

    private ListRules() {}

    static MarkedText mark(MarkedText text) {
        return numbered(lettered(text));
    }

    /** {@code (\()[a-z]+\)|^[a-z]+\)}: this includes every lower-case word in parentheses. */
    private static MarkedText lettered(MarkedText text) {
        MarkInsertion marks = new MarkInsertion(text);
        for (int i = 0; i < text.length(); i++) {
            if (text.at(i) == '(' || (i == 0 && isLower(text.at(0)))) {
                int end = i + 1;
                while (isLower(text.at(end))) {
                    end++;
                }
                if (text.at(end) == ')' && isLower(text.at(end - 1))) {
                    item(marks, i, end + 1);
                    i = end;
                }
            }
        }
        return marks.result();
    }

    /**
     * {@code \s\d{1,2}\.\s|^\d{1,2}\.\s|\s\d{1,2}\.\)|^\d{1,2}\.\)|\s\-\d{1,2}\.\s|^\-\d{1,2}\.\s|s\-\d{1,2}\.\)|^\-\d{1,2}(.\))}:
     * the letter {@code s} and the dot before the last parenthesis, which matches any character, are as in Spark NLP.
     */
    private static MarkedText numbered(MarkedText text) {
        MarkInsertion marks = new MarkInsertion(text);
        for (int i = 0; i < text.length(); i++) {
            int end = numberedEnd(text, i);
            if (end > i) {
                item(marks, i, end);
                i = end - 1;
            }
        }
        return marks.result();
    }

    private static void item(MarkInsertion marks, int begin, int end) {
        marks.breakBefore(begin);
        marks.protect(begin, end);
    }

    private static int numberedEnd(MarkedText text, int at) {
        int first = text.at(at);
        int end = at;
        if (isSpace(first)) {
            end = text.at(at + 1) == '-' ? number(text, at, at + 2, true, false) : number(text, at, at + 1, true, true);
        } else if (first == 's' && text.at(at + 1) == '-') {
            end = number(text, at, at + 2, false, true);
        }
        if (end == at && at == 0) {
            end = isDigit(first) ? number(text, at, 0, true, true) : end;
            end = first == '-' ? number(text, at, 1, true, false) : end;
            end = first == '-' && end == at ? anyBeforeParenthesis(text) : end;
        }
        return end;
    }

    /** End of one or two digits, full stop, and white space or parenthesis; {@code none} if there is no match. */
    private static int number(MarkedText text, int none, int from, boolean space, boolean parenthesis) {
        int stop = isDigit(text.at(from + 1)) ? from + 2 : from + 1;
        int last = text.at(stop + 1);
        return isDigit(text.at(from))
                        && text.at(stop) == '.'
                        && ((space && isSpace(last)) || (parenthesis && last == ')'))
                ? stop + 2
                : none;
    }

    /** {@code ^\-\d{1,2}(.\))}. */
    private static int anyBeforeParenthesis(MarkedText text) {
        if (!isDigit(text.at(1))) {
            return 0;
        }
        int end = isDigit(text.at(2)) ? characterAndParenthesis(text, 3) : 0;
        return end > 0 ? end : characterAndParenthesis(text, 2);
    }

    private static int characterAndParenthesis(MarkedText text, int from) {
        int parenthesis = from + text.width(from);
        return !isLineTerminator(text.at(from)) && text.at(parenthesis) == ')' ? parenthesis + 1 : 0;
    }
}
