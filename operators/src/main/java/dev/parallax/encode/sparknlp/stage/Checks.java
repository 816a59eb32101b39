package dev.parallax.encode.sparknlp.stage;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Refuses parameters that Spark NLP would refuse, or could not work with. */
public final class Checks {

    private Checks() {}

    /** Refuses a value, saying what is allowed. */
    public static void check(boolean good, String parameter, @Nullable Object value, String allowed) {
        if (!good) {
            throw new IllegalArgumentException(parameter + " is '" + value + "'; allowed: " + allowed);
        }
    }

    /**
     * Compiles a regular expression.
     *
     * @param value what the parameter says
     * @param expression what Spark NLP makes of it
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
