package dev.parallax.encode.sparknlp.token;

import dev.parallax.encode.EncodingException;
import dev.parallax.encode.sparknlp.stage.Annotation;
import dev.parallax.encode.sparknlp.stage.Checks;
import dev.parallax.encode.sparknlp.stage.InterruptibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Spark NLP's {@code RegexTokenizer}, an annotator: splits sentences into tokens at a pattern. {@code BasicTokenizer}
 * of the BERT stage splits these tokens again, into words. Immutable and safe for several threads.
 *
 * <p>Spark NLP lowers with the machine's default locale; here it is {@link Locale#ROOT}.
 */
public final class RegexTokenizer implements TokenSplitter {

    /**
     * Parameters of {@link RegexTokenizer}, named as in Spark NLP.
     *
     * @param pattern regular expression of the separator
     * @param toLowercase whether the unit is lower-cased first
     * @param minLength shorter tokens are dropped, in UTF-16 units
     * @param maxLength longer tokens are dropped, in UTF-16 units; {@code null} for none
     * @param positionalMask whether offsets are computed with a mask: the same offsets, but an empty text is an error
     * @param trimWhitespace whether white space is removed from tokens, also inside of them
     * @param preservePosition whether a token keeps its offsets when white space is removed from its ends
     */
    public record Params(
            String pattern,
            boolean toLowercase,
            int minLength,
            @Nullable Integer maxLength,
            boolean positionalMask,
            boolean trimWhitespace,
            boolean preservePosition)
            implements TokenSplitter.Params {

        /** Spark NLP's defaults. */
        public static final Params DEFAULT = new Params("\\s+", false, 1, null, false, false, true);

        /**
         * Checks the parameters.
         *
         * @throws IllegalArgumentException with the parameter, its value and what is allowed
         */
        public Params {
            Checks.compile("regexTokenizer.pattern", pattern, pattern);
            Checks.check(minLength >= 0, "regexTokenizer.minLength", minLength, "0 or more");
            Checks.check(
                    maxLength == null || maxLength >= 1, "regexTokenizer.maxLength", maxLength, "1 or more, or none");
        }

        private boolean allows(int length) {
            return length > 0 && length >= minLength && (maxLength == null || length <= maxLength);
        }
    }

    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    private final Params params;
    private final Pattern pattern;

    /**
     * @param params the parameters
     * @throws java.util.regex.PatternSyntaxException if the pattern is not a regular expression
     */
    public RegexTokenizer(Params params) {
        this.params = params;
        this.pattern = Pattern.compile(params.pattern());
    }

    @Override
    public List<Annotation> tokens(Annotation unit) {
        String text = params.toLowercase() ? unit.result().toLowerCase(Locale.ROOT) : unit.result();
        if (params.positionalMask() && text.isEmpty()) {
            throw new EncodingException("Spark NLP's RegexTokenizer with positionalMask fails on an empty text");
        }
        List<Annotation> tokens = new ArrayList<>();
        int place = 0;
        for (String token : split(text)) {
            // If the separator contains the token's text, Spark NLP finds the token there.
            place = text.indexOf(token, place);
            if (params.allows(token.length())) {
                tokens.add(trimmed(unit.begin() + place, token));
            }
            place += token.length();
        }
        return tokens;
    }

    private String[] split(String text) {
        try {
            return pattern.split(InterruptibleText.of(text));
        } catch (StackOverflowError e) {
            throw new EncodingException(
                    "The tokenizer's pattern overflows the stack on a text of " + text.length() + " UTF-16 units", e);
        }
    }

    private Annotation trimmed(int begin, String token) {
        int end = begin + token.length() - 1;
        if (!params.trimWhitespace()) {
            return new Annotation(begin, end, token);
        }
        String text = WHITE_SPACE.matcher(token).replaceAll("");
        if (!params.preservePosition()) {
            int spaces = 0;
            while (spaces < token.length() && isSpace(token.charAt(spaces))) {
                spaces++;
            }
            begin += spaces;
            int behind = token.length() - (endsLine(token.charAt(token.length() - 1)) ? 1 : 0);
            int last = behind;
            while (last > 0 && isSpace(token.charAt(last - 1))) {
                last--;
            }
            end -= behind - last;
        }
        return new Annotation(begin, end, text);
    }

    /** Whether {@code $} matches before a final line end that is not in {@code \s}: Spark NLP trims at {@code \s+$}. */
    private static boolean endsLine(char c) {
        return c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
