package dev.parallax.job.filereport.candidate;

import dev.parallax.shadow.Comparison.Outcome;

/**
 * The result of one candidate on one text.
 *
 * @param outcome outcome of the comparison of its answer with the primary's
 * @param sameEncoding whether its ids equal the primary's
 */
public record Verdict(Outcome outcome, boolean sameEncoding) {

    /** Verdict for a text on which a candidate was not run, or failed. */
    static final Verdict FAILED = new Verdict(Outcome.FAILED, false);
}
