package dev.parallax.encode.sparknlp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Spark NLP's rule-based {@code Tokenizer}. Immutable. */
public final class Tokenizer implements TokenSplitter {

    /**
     * Parameters, named as in Spark NLP.
     *
     * @param targetPattern what a candidate is made of
     * @param prefixPattern one group or more that a token may start with, or {@code null} for the one of {@code contextChars}
     * @param suffixPattern one group or more that a token may end with, or {@code null} for the one of {@code contextChars}
     * @param infixPatterns patterns of what is between, tried in order
     * @param exceptions regular expressions of what is kept whole
     * @param caseSensitiveExceptions whether they mind case
     * @param contextChars characters that are parted from the ends of a candidate
     * @param splitPattern regular expression that splits tokens, or {@code null}
     * @param splitChars what splits tokens, where there is no {@code splitPattern}
     * @param minLength shorter tokens are dropped, in UTF-16 units
     * @param maxLength longer tokens are dropped, in UTF-16 units; {@code null} for none
     */
    public record Params(
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
        public static final Params DEFAULT = new Params(
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
    }

    private final Params params;

    Tokenizer(Params params) {
        this.params = params;
    }

    @Override
    public List<Annotation> tokens(Annotation unit) {
        return unit.begin() < params.minLength() ? List.of(unit) : List.of();
    }
}
