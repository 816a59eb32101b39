package dev.parallax.encode.sparknlp.token;

import java.util.List;

/**
 * The tokenizer's own rule, {@code \A([CTX]*)([^CTX](?:.*[^CTX])*)([CTX]*)\z}, in linear time: context characters at
 * either end of a candidate are a token each side, and a candidate of nothing else is one token. Immutable.
 *
 * <p>Java's matcher needs a stack frame for every line separator inside a candidate and overflows; this does not.
 */
final class ContextScanner {

    /** Takes tokens. */
    interface Spans {

        /** Takes the token between two places, the second excluded. */
        void take(int from, int to);
    }

    private static final int ASCII = 0x80;
    private static final String LINE_ENDS = "\n\r\u0085\u2028\u2029";

    private final boolean[] ascii = new boolean[ASCII];
    private final String others;

    ContextScanner(List<String> contextChars) {
        StringBuilder beyondAscii = new StringBuilder();
        for (String context : contextChars) {
            char c = context.charAt(0);
            if (c < ASCII) {
                ascii[c] = true;
            } else {
                beyondAscii.append(c);
            }
        }
        others = beyondAscii.toString();
    }

    /** Whether the rule of these context characters is the one that is scanned here. */
    static boolean isFor(List<String> contextChars) {
        // The pattern's dot matches no line end, so a line end must be able to stand for itself.
        return !contextChars.isEmpty()
                && contextChars.stream().noneMatch(c -> LINE_ENDS.contains(c) || Character.isSurrogate(c.charAt(0)));
    }

    /** Gives the tokens of the candidate between two places, the second excluded. */
    void scan(String text, int from, int to, Spans spans) {
        int middle = from;
        while (middle < to && isContext(text.charAt(middle))) {
            middle++;
        }
        if (middle == to) {
            spans.take(from, to);
            return;
        }
        int end = to;
        while (isContext(text.charAt(end - 1))) {
            end--;
        }
        if (from < middle) {
            spans.take(from, middle);
        }
        spans.take(middle, end);
        if (end < to) {
            spans.take(end, to);
        }
    }

    /** Whether a candidate holds nothing but context characters, so that the rule does not match. */
    boolean isContextOnly(String candidate) {
        return candidate.chars().allMatch(c -> isContext((char) c));
    }

    private boolean isContext(char c) {
        return c < ASCII ? ascii[c] : others.indexOf(c) >= 0;
    }
}
