package dev.parallax.job.filereport.count;

import dev.parallax.job.filereport.candidate.Verdict;
import java.io.Serializable;

/** Counts of the results of one candidate. For one thread. */
public final class CandidateCounts implements Serializable {

    private final OutcomeCounts outcomes = new OutcomeCounts();
    private long fixed;
    private long broken;

    /**
     * Counts a text.
     *
     * @param agreedBefore whether the current pipeline returns the primary's label
     */
    void add(Verdict verdict, boolean agreedBefore) {
        outcomes.add(verdict.outcome(), verdict.sameEncoding());
        if (verdict.outcome().compared() && verdict.outcome().agreed() != agreedBefore) {
            if (agreedBefore) {
                broken++;
            } else {
                fixed++;
            }
        }
    }

    /** Counts by outcome. */
    public OutcomeCounts outcomes() {
        return outcomes;
    }

    /** Texts that have the primary's label with the candidate but not with the current pipeline. */
    public long fixed() {
        return fixed;
    }

    /** Texts that have the primary's label with the current pipeline but not with the candidate. */
    public long broken() {
        return broken;
    }
}
