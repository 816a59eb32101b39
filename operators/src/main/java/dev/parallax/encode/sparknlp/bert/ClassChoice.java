package dev.parallax.encode.sparknlp.bert;

import java.util.Locale;

/** How the classes of a text's sentences become one answer: users differ. */
public enum ClassChoice {
    /** The first class, which is what {@code class.result[0]} takes. */
    FIRST,
    /** The class with the largest mean probability over all sentences. */
    COALESCED,
    /** The class that most sentences have; of equal ones the one that comes first. */
    MAJORITY,
    /** The class with the largest probability of any sentence. */
    MAX_SCORE;

    /** As it is written in a configuration. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
