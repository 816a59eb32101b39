package dev.parallax.job.report.candidate;

import dev.parallax.shadow.Comparison.Outcome;

/**
 * A candidate's result on a text.
 *
 * @param outcome how its answer compares with the primary's
 * @param sameEncoding whether it read the ids that the primary read
 */
public record Verdict(Outcome outcome, boolean sameEncoding) {

    /** The verdict on a text that a candidate was not run on, or failed on. */
    static final Verdict FAILED = new Verdict(Outcome.FAILED, false);
}
