package dev.parallax.encode.sparknlp.stage;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Checks for parameters of stages: rejects values that Spark NLP rejects or cannot work with. */
public final class Checks {

    private Checks() {}

    /** Rejects a value, with a message that says what is allowed. */
    public static void check(boolean good, String parameter, @Nullable Object value, String allowed) {
        if (!good) {
            throw new IllegalArgumentException(parameter + " is '" + value + "'; allowed: " + allowed);
        }
    }

    /**
     * Compiles a regular expression.
     *
     * @param value the parameter's value
     * @param expression the regular expression that Spark NLP builds from it
     */
    public static Pattern compile(String parameter, @Nullable Object value, String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    parameter + " is '" + value + "'; allowed: a regular expression (" + e.getDescription() + " at "
                            + e.getIndex() + " of " + expression + ")",
                    e);
        }
    }
}
