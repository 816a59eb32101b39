package dev.parallax.job.filereport.candidate;

import dev.parallax.shadow.Comparison;
import java.util.List;

/**
 * A comparison with the verdicts of all candidates on its text.
 *
 * @param compared the comparison with the current pipeline
 * @param verdicts one verdict for each candidate, in their order
 */
public record CandidateVerdicts(Comparison compared, List<Verdict> verdicts) {}
