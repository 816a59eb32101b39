package dev.parallax.evaluate.stats;

import dev.parallax.evaluate.f1.MetricValue;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * McNemar's test of whether two classifiers are right equally often on the same labelled texts. Only texts count that
 * one of them has right and the other wrong. Q. McNemar, "Note on the sampling error of the difference between
 * correlated proportions or percentages", Psychometrika 12 (1947), 153–157. Immutable.
 *
 * <p>The p-value is for one look at a sample whose size did not depend on it: looked at in every window, one in twenty
 * is below 0.05 where nothing differs.
 *
 * @param onlyPrimaryRight texts that the primary has right and the shadow wrong
 * @param onlyShadowRight texts that the shadow has right and the primary wrong
 */
public record McNemar(long onlyPrimaryRight, long onlyShadowRight) {

    /** Discordant texts from which on the chi-square distribution stands for the binomial one. */
    private static final long MANY = 25;

    /** Checks the counts. */
    public McNemar {
        if (onlyPrimaryRight < 0 || onlyShadowRight < 0) {
            throw new IllegalArgumentException("Counts must be 0 or more, not " + onlyPrimaryRight
                    + " that the primary alone has right and " + onlyShadowRight + " that the shadow alone has");
        }
    }

    /**
     * Probability of counts at least as unequal, either way, if each discordant text fell to either side by the toss of
     * a coin. With fewer than 25 of them from the binomial distribution, exactly; with more from the chi-square
     * distribution with one degree of freedom and the continuity correction of A. L. Edwards, "Note on the correction
     * for continuity in testing the significance of the difference between correlated proportions", Psychometrika 13
     * (1948), 185–187. Undefined where there is none.
     *
     * @return the metric {@code pValue}, 0 to 1
     */
    public MetricValue pValue() {
        long discordant = onlyPrimaryRight + onlyShadowRight;
        if (discordant == 0) {
            return MetricValue.undefined("pValue", "no labelled text is right by one of the two alone");
        }
        return MetricValue.of("pValue", discordant < MANY ? exact((int) discordant) : approximate(discordant));
    }

    private double exact(int discordant) {
        int fewer = (int) Math.min(onlyPrimaryRight, onlyShadowRight);
        return Math.min(1, 2 * BinomialDistribution.of(discordant, 0.5).cumulativeProbability(fewer));
    }

    private double approximate(long discordant) {
        double difference = Math.max(0, Math.abs(onlyPrimaryRight - onlyShadowRight) - 1);
        return ChiSquaredDistribution.of(1).survivalProbability(difference * difference / discordant);
    }
}
