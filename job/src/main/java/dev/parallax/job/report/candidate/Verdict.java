package dev.parallax.job.report.candidate;

import dev.parallax.shadow.Comparison.Outcome;

/**
 * What a candidate made of a text.
 *
 * @param outcome how its answer compares with the primary's
 * @param sameEncoding whether it read the ids that the primary read
 */
public record Verdict(Outcome outcome, boolean sameEncoding) {

    /** For a text that a candidate was not run on, or broke on. */
    static final Verdict FAILED = new Verdict(Outcome.FAILED, false);
}
