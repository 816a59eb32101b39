package dev.parallax.encode.sparknlp.sentence;

import dev.parallax.encode.EncodingException;
import dev.parallax.encode.sparknlp.stage.InterruptibleText;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Marks ends of sentences where a user's regular expressions match, one expression after the other. Immutable. */
final class CustomBounds {

    private final List<Pattern> bounds;
    private final CustomBoundsStrategy strategy;

    CustomBounds(SentenceDetectorParams params) {
        this.bounds = params.customBounds().stream().map(Pattern::compile).toList();
        this.strategy = params.customBoundsStrategy();
    }

    /**
     * @throws IllegalArgumentException if a bound is not a regular expression, with the bound, its index and the error
     */
    static void requireRegularExpressions(List<String> bounds) {
        for (int i = 0; i < bounds.size(); i++) {
            try {
                Pattern.compile(bounds.get(i));
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "customBounds[" + i + "] must be a Java regular expression, not '" + bounds.get(i) + "': "
                                + e.getDescription() + " at character " + e.getIndex(),
                        e);
            }
        }
    }

    boolean isEmpty() {
        return bounds.isEmpty();
    }

    /**
     * @param treatMarkersAsText whether characters that Spark NLP uses as markers are ordinary ones
     * @throws EncodingException if a regular expression overflows the stack, which ends a job of Spark NLP
     */
    MarkedText mark(String text, boolean treatMarkersAsText) {
        char mark = treatMarkersAsText ? absent(text) : (char) MarkedText.BREAK;
        String marked = text;
        for (Pattern bound : bounds) {
            marked = mark(marked, bound, mark);
        }
        MarkedText units = MarkedText.of(marked, treatMarkersAsText);
        if (treatMarkersAsText) {
            for (int i = 0; i < marked.length(); i++) {
                if (marked.charAt(i) == mark) {
                    units.set(i, MarkedText.BREAK);
                }
            }
        }
        return units;
    }

    private String mark(String text, Pattern bound, char mark) {
        String replacement = switch (strategy) {
            case NONE -> String.valueOf(mark);
            case PREPEND -> mark + "$0";
            case APPEND -> "$0" + mark;
        };
        try {
            return bound.matcher(InterruptibleText.of(text)).replaceAll(replacement);
        } catch (StackOverflowError e) {
            throw new EncodingException(
                    "customBounds: '" + bound.pattern()
                            + "' overflows the stack on a text of " + text.length()
                            + " characters",
                    e);
        }
    }

    /**
     * A character of the private use area that is not in the text. If the text has all 6,400, Spark NLP's own marker.
     */
    private static char absent(String text) {
        char mark = MarkedText.BREAK;
        while (text.indexOf(mark) >= 0) {
            mark++;
            if (mark > '\uf8ff') {
                return MarkedText.BREAK;
            }
        }
        return mark;
    }
}
