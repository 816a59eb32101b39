package dev.parallax.job.report.count;

import dev.parallax.job.report.candidate.Verdict;
import java.io.Serializable;

/** What became of the texts with one candidate. For one thread. */
public final class CandidateCounts implements Serializable {

    private final OutcomeCounts outcomes = new OutcomeCounts();
    private long mended;
    private long broken;

    /**
     * Counts a text that was compared with the pipeline as it is.
     *
     * @param agreedBefore whether the pipeline as it is gives the primary's label
     */
    void add(Verdict verdict, boolean agreedBefore) {
        outcomes.add(verdict.outcome(), verdict.sameEncoding());
        if (verdict.outcome().compared() && verdict.outcome().agreed() != agreedBefore) {
            if (agreedBefore) {
                broken++;
            } else {
                mended++;
            }
        }
    }

    /** How the texts compare. */
    public OutcomeCounts outcomes() {
        return outcomes;
    }

    /** Texts that get the primary's label with it and did not without. */
    public long mended() {
        return mended;
    }

    /** Texts that lose the primary's label with it. */
    public long broken() {
        return broken;
    }
}
