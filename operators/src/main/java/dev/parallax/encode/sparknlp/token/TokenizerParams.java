package dev.parallax.encode.sparknlp.token;

import dev.parallax.encode.sparknlp.stage.Checks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of {@link Tokenizer}, named as in Spark NLP.
 *
 * @param targetPattern characters of a candidate: Spark NLP inserts it into a character class
 * @param prefixPattern pattern of prefixes with one or more groups, or {@code null} for that of {@code contextChars}
 * @param suffixPattern pattern of suffixes with one or more groups, or {@code null} for that of {@code contextChars}
 * @param infixPatterns patterns between prefix and suffix, tried in order; none for that of {@code contextChars}
 * @param exceptions regular expressions of text that is kept whole
 * @param caseSensitiveExceptions whether exceptions are case-sensitive
 * @param contextChars characters that are split off the ends of a candidate
 * @param splitPattern regular expression that splits tokens, or {@code null}
 * @param splitChars characters that split tokens if there is no {@code splitPattern}; each a character, or a backslash
 *     and a character
 * @param minLength shorter tokens are dropped, in UTF-16 units
 * @param maxLength longer tokens are dropped, in UTF-16 units; {@code null} for none
 */
public record TokenizerParams(
        String targetPattern,
        @Nullable String prefixPattern,
        @Nullable String suffixPattern,
        List<String> infixPatterns,
        List<String> exceptions,
        boolean caseSensitiveExceptions,
        List<String> contextChars,
        @Nullable String splitPattern,
        List<String> splitChars,
        int minLength,
        @Nullable Integer maxLength)
        implements TokenSplitter.Params {

    /** Spark NLP's defaults. */
    public static final TokenizerParams DEFAULT = new TokenizerParams(
            "\\S+",
            null,
            null,
            List.of(),
            List.of(),
            true,
            List.of(".", ",", ";", ":", "!", "?", "*", "-", "(", ")", "\"", "'"),
            null,
            List.of(),
            0,
            null);

    /**
     * Checks the parameters as Spark NLP does, and that its patterns can be compiled.
     *
     * @throws IllegalArgumentException with the parameter, its value and what is allowed
     */
    public TokenizerParams {
        infixPatterns = List.copyOf(infixPatterns);
        exceptions = List.copyOf(exceptions);
        contextChars = List.copyOf(contextChars);
        splitChars = List.copyOf(splitChars);
        Checks.check(
                prefixPattern == null || prefixPattern.startsWith("\\A"),
                "tokenizer.prefixPattern",
                prefixPattern,
                "a regular expression that starts with \\A");
        Checks.check(
                suffixPattern == null || suffixPattern.endsWith("\\z"),
                "tokenizer.suffixPattern",
                suffixPattern,
                "a regular expression that ends with \\z");
        for (String infix : infixPatterns) {
            Checks.check(
                    infix.contains("(") && infix.contains(")"),
                    "tokenizer.infixPatterns",
                    infix,
                    "regular expressions with a group for each token");
        }
        for (String context : contextChars) {
            Checks.check(context.length() == 1, "tokenizer.contextChars", context, "strings of one character");
        }
        for (String split : splitChars) {
            Checks.check(
                    split.length() == 1 || (split.length() == 2 && split.charAt(0) == '\\'),
                    "tokenizer.splitChars",
                    split,
                    "strings of one character, or of a backslash and one character");
        }
        Checks.check(minLength >= 0, "tokenizer.minLength", minLength, "0 or more");
        Checks.check(
                maxLength == null || maxLength >= minLength,
                "tokenizer.maxLength",
                maxLength,
                "minLength (" + minLength + ") or more, or none");
        if (splitPattern != null) {
            Checks.compile("tokenizer.splitPattern", splitPattern, splitPattern);
        }
        RulePatterns.compile(
                targetPattern,
                prefixPattern,
                suffixPattern,
                infixPatterns,
                exceptions,
                caseSensitiveExceptions,
                contextChars);
    }

    /** Whether candidates are split at white space and the only rule is that of {@code contextChars}. */
    boolean isPlain() {
        return targetPattern.equals("\\S+")
                && hasOwnRule()
                && exceptions.isEmpty()
                && splitPattern == null
                && splitChars.isEmpty();
    }

    /** Whether the one rule is that of {@code contextChars}. */
    boolean hasOwnRule() {
        return prefixPattern == null
                && suffixPattern == null
                && infixPatterns.isEmpty()
                && ContextScanner.isFor(contextChars);
    }

    /** Whether a token's length is allowed. */
    boolean allows(int length) {
        return length > 0 && length >= minLength && (maxLength == null || length <= maxLength);
    }
}
