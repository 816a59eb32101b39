package dev.parallax.encode.sparknlp.bert;

import java.util.Locale;

/** The way in which a user reduces the classes of a text's sentences to one answer. */
public enum ClassChoice {
    /** The first class, as with {@code class.result[0]}. */
    FIRST,
    /** The class with the largest mean probability over all sentences. */
    COALESCED,
    /** The class of most sentences; of several with equal counts the one that occurs first. */
    MAJORITY,
    /** The class with the largest probability of any sentence. */
    MAX_SCORE;

    /** The name in configuration files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
