package dev.parallax.job.report.candidate;

import dev.parallax.shadow.Comparison;
import java.util.List;

/**
 * A comparison with the verdict of each candidate on its text.
 *
 * @param compared the comparison with the pipeline as it is
 * @param verdicts one for each candidate, in their order
 */
public record CandidateVerdicts(Comparison compared, List<Verdict> verdicts) {}
