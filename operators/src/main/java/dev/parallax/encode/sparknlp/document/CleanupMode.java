package dev.parallax.encode.sparknlp.document;

/** What {@link DocumentAssembler} does to white space, as Spark NLP names it. */
public enum CleanupMode {
    /** Nothing. */
    DISABLED,
    /** Each white space becomes a space. */
    INPLACE,
    /** As {@link #INPLACE}, and written-out line ends and tabs (backslash and letter) too. */
    INPLACE_FULL,
    /** Trims, and runs of white space become one space. */
    SHRINK,
    /** As {@link #SHRINK}, and written-out line ends and tabs too. */
    SHRINK_FULL,
    /** White space followed by a line end or tab becomes a space. */
    EACH,
    /** As {@link #EACH}, written-out line ends and tabs included. */
    EACH_FULL,
    /** Trims, and written-out line ends and tabs vanish. */
    DELETE_FULL
}
