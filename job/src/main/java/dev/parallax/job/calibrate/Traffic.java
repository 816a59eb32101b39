package dev.parallax.job.calibrate;

import dev.parallax.evaluate.stats.Bins;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.statistics.distribution.LogNormalDistribution;

/**
 * A model of traffic: independent texts that arrive at a constant rate, with fixed shares of classes, scores and
 * lengths.
 *
 * @param recordsPerSecond mean number of texts a second; more than 0
 * @param comparedShare share of texts that are compared, 0 to 1
 * @param agreement share of compared texts on which both sides agree, 0 to 1
 * @param classes shares of the primary's classes, {@code [classes]}, with sum 1
 * @param scores shares of the bins of {@link Bins#SCORE}, with sum 1
 * @param tokens shares of the bins of {@link Bins#TOKENS}, with sum 1
 */
public record Traffic(
        double recordsPerSecond,
        double comparedShare,
        double agreement,
        List<Double> classes,
        List<Double> scores,
        List<Double> tokens) {

    /** Default ratio of the share of a score bin to that of the next higher bin. */
    private static final double SCORE_DECAY = 2 / 3.0;

    /** Default median number of tokens. */
    private static final double MEDIAN_TOKENS = 22;

    private static final double SIGMA_TOKENS = 0.55;
    private static final double EXACT = 1e-6;

    /** Checks the limits. */
    public Traffic {
        require(
                recordsPerSecond > 0 && Double.isFinite(recordsPerSecond),
                "records a second",
                "more than 0",
                recordsPerSecond);
        require(comparedShare >= 0 && comparedShare <= 1, "share of compared texts", "0 to 1", comparedShare);
        require(agreement >= 0 && agreement <= 1, "agreement", "0 to 1", agreement);
        require(isDistribution(classes), "shares of the classes", "0 or more each and 1 in all", classes);
        require(
                isDistribution(scores) && scores.size() == Bins.SCORE.count(),
                "shares of the scores",
                Bins.SCORE.count() + " of them, 0 or more each and 1 in all",
                scores);
        require(
                isDistribution(tokens) && tokens.size() == Bins.TOKENS.count(),
                "shares of the token counts",
                Bins.TOKENS.count() + " of them, 0 or more each and 1 in all",
                tokens);
        classes = List.copyOf(classes);
        scores = List.copyOf(scores);
        tokens = List.copyOf(tokens);
    }

    private static void require(boolean right, String what, String expected, Object found) {
        if (!right) {
            throw new IllegalArgumentException("The " + what + " must be " + expected + ", not " + found);
        }
    }

    private static boolean isDistribution(List<Double> shares) {
        double sum = shares.stream().mapToDouble(share -> share).sum();
        return shares.stream().allMatch(share -> share >= 0) && Math.abs(sum - 1) < EXACT;
    }

    /** Shares of counts; uniform if all counts are 0. */
    static List<Double> shares(List<Long> counts) {
        double all = counts.stream().mapToLong(count -> count).sum();
        return all == 0
                ? even(counts.size())
                : counts.stream().map(count -> count / all).toList();
    }

    /** Uniform shares. */
    public static List<Double> even(int count) {
        return Collections.nCopies(count, 1.0 / count);
    }

    /** Weights divided by their sum. */
    public static List<Double> normalised(List<Double> weights) {
        double all = weights.stream().mapToDouble(weight -> weight).sum();
        return weights.stream().map(weight -> weight / all).toList();
    }

    /**
     * Shares of score bins for a model that is mostly certain: each bin has two thirds of the next higher one, down to
     * the score of a random guess.
     */
    public static List<Double> typicalScores(int classes) {
        int bins = Bins.SCORE.count();
        int lowest = Bins.SCORE.bin(1.0 / classes);
        List<Double> weights = new ArrayList<>(Collections.nCopies(bins, 0.0));
        for (int bin = Math.min(lowest, bins - 1); bin < bins; bin++) {
            weights.set(bin, Math.pow(SCORE_DECAY, bins - 1.0 - bin));
        }
        return normalised(weights);
    }

    /** Shares of token bins for short texts: a log-normal distribution with median 22 and 95th percentile 54. */
    public static List<Double> typicalTokens() {
        LogNormalDistribution lengths = LogNormalDistribution.of(Math.log(MEDIAN_TOKENS), SIGMA_TOKENS);
        List<Double> shares = new ArrayList<>();
        double below = 0;
        for (double edge : Bins.TOKENS.edges()) {
            double next = lengths.cumulativeProbability(edge);
            shares.add(next - below);
            below = next;
        }
        shares.add(1 - below);
        return normalised(shares);
    }
}
