package dev.parallax.encode.sparknlp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Spark NLP's {@code RegexTokenizer}: splits at a pattern. Immutable. */
public final class RegexTokenizer implements TokenSplitter {

    /**
     * Parameters, named as in Spark NLP.
     *
     * @param pattern what stands between tokens
     * @param toLowercase whether the unit is lower-cased first
     * @param minLength shorter tokens are dropped, in UTF-16 units
     * @param maxLength longer tokens are dropped, in UTF-16 units; {@code null} for none
     * @param positionalMask see Spark NLP
     * @param trimWhitespace see Spark NLP
     * @param preservePosition see Spark NLP
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
    }

    private final Params params;

    RegexTokenizer(Params params) {
        this.params = params;
    }

    @Override
    public List<Annotation> tokens(Annotation unit) {
        return unit.begin() < params.minLength() ? List.of(unit) : List.of();
    }
}
