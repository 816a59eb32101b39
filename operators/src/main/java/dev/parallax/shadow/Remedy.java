package dev.parallax.shadow;

/**
 * A remedy for a cause, for users of Spark NLP.
 *
 * @param kind where it is applied
 * @param advice the remedy, in a sentence for Markdown
 */
public record Remedy(Kind kind, String advice) {

    /** The place where a remedy is applied. */
    public enum Kind {
        /** A setting or stage of Spark NLP. */
        SPARK_NLP,
        /** The text before Spark NLP, or the answer behind it. */
        OUTSIDE,
        /** There is none. */
        NOWHERE
    }

    /**
     * The pattern for Spark NLP's {@code RegexTokenizer} that makes every word a token of its own, so that none is
     * dropped. {@code job/docs/causes.md} says for how many hard texts that suffices.
     */
    public static final String TOKENIZER_PATTERN =
            "[\\s\\h\\x{2028}\\x{2029}\\x{85}]+|(?=[\\p{Punct}\\p{P}\\p{IsHan}])|(?<=[\\p{Punct}\\p{P}\\p{IsHan}])";

    static final String REGEX_TOKENIZER = "RegexTokenizer with the pattern below in place of Tokenizer";
    static final String FIRST_WORD = "The BERT stage keeps only the first word of every token.";

    static Remedy setting(String advice) {
        return new Remedy(Kind.SPARK_NLP, advice);
    }

    static Remedy tokenizer() {
        return setting(REGEX_TOKENIZER + ".");
    }

    static Remedy cleaning(String pattern) {
        return before("in PySpark `F.regexp_replace(\"text\", r\"" + pattern + "\", \"\")`");
    }

    static Remedy before(String what) {
        return new Remedy(Kind.OUTSIDE, "Spark NLP has none. Before or behind it: " + what + ".");
    }

    static Remedy none() {
        return new Remedy(Kind.NOWHERE, "Spark NLP has none.");
    }
}
