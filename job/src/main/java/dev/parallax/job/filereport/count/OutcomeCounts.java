package dev.parallax.job.filereport.count;

import dev.parallax.shadow.Comparison.Outcome;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;

/** Counts of texts by the outcome of their comparison. The order of texts does not matter. For one thread. */
public final class OutcomeCounts implements Serializable {

    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private long sameEncodings;

    /**
     * Counts a text.
     *
     * @param sameEncoding whether both sides read the same ids
     */
    void add(Outcome outcome, boolean sameEncoding) {
        outcomes.merge(outcome, 1L, Long::sum);
        if (outcome.compared() && sameEncoding) {
            sameEncodings++;
        }
    }

    /** Texts with an outcome. */
    public long of(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** All texts. */
    public long texts() {
        return compared() + of(Outcome.SKIPPED) + of(Outcome.FAILED);
    }

    /** Texts with results of both sides. */
    public long compared() {
        return agreed() + disagreed() + noClass();
    }

    /** Texts with the same label. */
    public long agreed() {
        return of(Outcome.SAME_ENCODING) + of(Outcome.AGREED);
    }

    /** Texts with another label. */
    public long disagreed() {
        return of(Outcome.DISAGREED);
    }

    /** Texts for which Spark NLP returns no class. */
    public long noClass() {
        return of(Outcome.NO_CLASS);
    }

    /** Texts without the primary's label. */
    public long flipped() {
        return disagreed() + noClass();
    }

    /** Compared texts with the same ids on both sides. */
    public long sameEncodings() {
        return sameEncodings;
    }

    /** Compared texts with different ids. */
    public long otherEncodings() {
        return compared() - sameEncodings;
    }

    /** Share of compared texts with the same label. */
    public Share agreement() {
        return new Share(agreed(), compared());
    }
}
