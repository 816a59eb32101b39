package dev.parallax.encode.sparknlp.token;

import java.util.List;

/**
 * The default rule of Spark NLP's tokenizer, {@code \A([CTX]*)([^CTX](?:.*[^CTX])*)([CTX]*)\z}, in linear time: the
 * context characters at each end of a candidate are one token, and a candidate of context characters only is one token.
 * Immutable.
 *
 * <p>Java's matcher needs a stack frame for every line separator inside a candidate and can overflow the stack; this
 * class cannot.
 */
final class ContextScanner {

    /** Receives tokens. */
    interface SpanConsumer {

        /** Receives the token between two offsets, the second exclusive. */
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

    /** Whether this class can scan the rule of these context characters. */
    static boolean isFor(List<String> contextChars) {
        // The pattern's dot matches no line end, so a line end must be able to stand for itself.
        return !contextChars.isEmpty()
                && contextChars.stream().noneMatch(c -> LINE_ENDS.contains(c) || Character.isSurrogate(c.charAt(0)));
    }

    /** Passes on the tokens of the candidate between two offsets, the second exclusive. */
    void scan(String text, int from, int to, SpanConsumer spans) {
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

    /** Whether a candidate has context characters only, so that the rule does not match. */
    boolean isContextOnly(String candidate) {
        return candidate.chars().allMatch(c -> isContext((char) c));
    }

    private boolean isContext(char c) {
        return c < ASCII ? ascii[c] : others.indexOf(c) >= 0;
    }
}
