package dev.parallax.encode.sparknlp.document;

/** The modes in which {@link DocumentAssembler} cleans white space, named as in Spark NLP. */
public enum CleanupMode {
    /** No cleanup. */
    DISABLED,
    /** Each white-space character becomes a space. */
    INPLACE,
    /** As {@link #INPLACE}, including escaped line ends and tabs (backslash and letter). */
    INPLACE_FULL,
    /** The text is trimmed, and runs of white space become one space. */
    SHRINK,
    /** As {@link #SHRINK}, including escaped line ends and tabs. */
    SHRINK_FULL,
    /** White space followed by a line end or tab becomes a space. */
    EACH,
    /** As {@link #EACH}, including escaped line ends and tabs. */
    EACH_FULL,
    /** The text is trimmed, and escaped line ends and tabs are removed. */
    DELETE_FULL
}
