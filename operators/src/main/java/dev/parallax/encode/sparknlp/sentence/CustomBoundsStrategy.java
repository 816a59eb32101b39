package dev.parallax.encode.sparknlp.sentence;

/** The treatment of the text that a custom bound matches. */
public enum CustomBoundsStrategy {
    /** It is removed. */
    NONE,
    /** The next sentence starts with it. */
    PREPEND,
    /** The sentence ends with it. */
    APPEND
}
