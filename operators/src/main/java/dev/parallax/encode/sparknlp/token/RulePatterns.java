package dev.parallax.encode.sparknlp.token;

import dev.parallax.encode.sparknlp.stage.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The regular expressions that Spark NLP's {@code Tokenizer} builds from its parameters.
 *
 * @param breaks pattern between candidates
 * @param rules prefix, infix and suffix joined, one for each infix; the first that matches is applied
 * @param exceptions pattern of text that is kept whole, or {@code null}
 */
record RulePatterns(
        Pattern breaks, List<Pattern> rules, @Nullable Pattern exceptions) {

    /** Spark NLP's replacement of every character between candidates. */
    static final char BREAK = '\u2187';

    /** Spark NLP's replacement of such characters inside exceptions. */
    static final char PROTECT = '\u2188';

    /** @throws IllegalArgumentException with the parameter that cannot be compiled */
    static RulePatterns compile(
            String targetPattern,
            @Nullable String prefixPattern,
            @Nullable String suffixPattern,
            List<String> infixPatterns,
            List<String> exceptions,
            boolean caseSensitiveExceptions,
            List<String> contextChars) {
        String context = Pattern.quote(String.join("", contextChars));
        String prefix = prefixPattern == null ? "\\A([" + context + "]*)" : prefixPattern;
        String suffix = suffixPattern == null ? "([" + context + "]*)\\z" : suffixPattern;
        List<String> infixes =
                infixPatterns.isEmpty() ? List.of("([^" + context + "](?:.*[^" + context + "])*)") : infixPatterns;
        List<Pattern> rules = new ArrayList<>();
        for (String infix : infixes) {
            rules.add(Checks.compile(
                    "tokenizer.prefixPattern, infixPatterns, suffixPattern or contextChars",
                    infix,
                    prefix + infix + suffix));
        }
        String insensitive = caseSensitiveExceptions ? "" : "(?i)";
        return new RulePatterns(
                Checks.compile("tokenizer.targetPattern", targetPattern, "[^(?:" + targetPattern + ")" + PROTECT + "]"),
                List.copyOf(rules),
                exceptions.isEmpty()
                        ? null
                        : Checks.compile(
                                "tokenizer.exceptions",
                                exceptions,
                                exceptions.stream()
                                        .map(exception -> insensitive + exception)
                                        .collect(Collectors.joining("|"))));
    }

    static RulePatterns of(TokenizerParams params) {
        return compile(
                params.targetPattern(),
                params.prefixPattern(),
                params.suffixPattern(),
                params.infixPatterns(),
                params.exceptions(),
                params.caseSensitiveExceptions(),
                params.contextChars());
    }
}
