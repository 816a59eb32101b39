package dev.parallax.job.calibrate;

import dev.parallax.evaluate.stats.Bins;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.statistics.distribution.LogNormalDistribution;

/**
 * Texts and answers that come at random, each independent of the others, at a rate that does not change.
 *
 * @param recordsPerSecond texts that come in a second, in the mean; more than 0
 * @param comparedShare share of them that are compared, 0 to 1
 * @param agreement share of the compared ones on which both sides agree, 0 to 1
 * @param classes the primary's classes by their shares, {@code [classes]}, 1 in all
 * @param scores bins of {@link Bins#SCORE} by their shares, 1 in all
 * @param tokens bins of {@link Bins#TOKENS} by their shares, 1 in all
 */
public record Traffic(
        double recordsPerSecond,
        double comparedShare,
        double agreement,
        List<Double> classes,
        List<Double> scores,
        List<Double> tokens) {

    /** What a bin of scores has of the one above it, where nothing is known. */
    private static final double SCORE_DECAY = 2 / 3.0;

    /** Half of the texts have fewer tokens, where nothing is known. */
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

    /** Shares of counts; even ones where nothing was counted. */
    static List<Double> shares(List<Long> counts) {
        double all = counts.stream().mapToLong(count -> count).sum();
        return all == 0
                ? even(counts.size())
                : counts.stream().map(count -> count / all).toList();
    }

    /** As many shares, all the same. */
    public static List<Double> even(int count) {
        return Collections.nCopies(count, 1.0 / count);
    }

    /** Shares of numbers. */
    public static List<Double> normalised(List<Double> weights) {
        double all = weights.stream().mapToDouble(weight -> weight).sum();
        return weights.stream().map(weight -> weight / all).toList();
    }

    /**
     * A model that is mostly sure: from the top down, each bin has two thirds of the one before, down to what is left
     * to chance.
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

    /** Short texts: token counts whose logarithm is normal, half of them below 22 and one in twenty above 54. */
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
