package dev.parallax.encode.sparknlp.sentence;

/** What happens to the text that a custom bound matches. */
public enum CustomBoundsStrategy {
    /** It is taken out. */
    NONE,
    /** The next sentence starts with it. */
    PREPEND,
    /** The sentence ends with it. */
    APPEND
}
