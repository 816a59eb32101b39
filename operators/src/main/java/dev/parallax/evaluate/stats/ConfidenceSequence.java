package dev.parallax.evaluate.stats;

import org.apache.commons.numbers.gamma.LogBeta;

/**
 * Confidence intervals of a share that hold at all sample sizes at once: an observer that looks after every record, for
 * ever, and stops when it suits, still finds the true share outside with probability {@code alpha} at most. A
 * fixed-size interval such as {@linkplain Interval#wilson Wilson's} is wrong far more often when it is looked at again
 * and again.
 *
 * <p>With s successes and f failures, the mixture of likelihood ratios against a share p
 *
 * <pre>M(p) = B(a + s, b + f) / B(a, b) / (p^s (1 - p)^f)</pre>
 *
 * is a martingale of mean 1 under p, so by Ville's inequality it ever reaches 1/alpha with probability alpha at most;
 * the interval is every p for which it is below that now. Sources: H. Robbins, "Statistical methods related to the law
 * of the iterated logarithm", Annals of Mathematical Statistics 41 (1970), 1397–1409; S. R. Howard, A. Ramdas, J.
 * McAuliffe and J. Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence sequences", Annals of Statistics 49
 * (2021), 1055–1080.
 *
 * <p>The mixture is Jeffreys' prior, a = b = 1/2. Shares of agreement are near 1, where it has more of its mass than
 * the uniform one: after n successes in a row M grows as the square root of n, not as n, and the interval is narrower.
 * In the middle it costs a factor of π/2 in M.
 *
 * <p>Records must come independently with one share, or at least with the same share given those before them. Where the
 * share drifts the interval is about no number in particular: that is what the change detectors are for.
 */
public final class ConfidenceSequence {

    private static final double JEFFREYS = 0.5;

    /** Halvings of an interval within 0 and 1 until its ends are next to each other. */
    private static final int HALVINGS = 60;

    private ConfidenceSequence() {}

    /**
     * The interval at hand, its ends right to about 1e-12.
     *
     * @param successes how many of them, 0 or more
     * @param failures how many others, 0 or more
     * @param alpha probability that the share is ever outside, above 0 and below 1
     * @return the interval; 0 to 1 where there is no record
     */
    public static Interval bernoulli(long successes, long failures, double alpha) {
        if (successes < 0 || failures < 0) {
            throw new IllegalArgumentException(
                    "Counts must be 0 or more, not " + successes + " successes and " + failures + " failures");
        }
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must be above 0 and below 1, not " + alpha);
        }
        if (successes + failures == 0) {
            return new Interval(0, 1);
        }
        double share = (double) successes / (successes + failures);
        double least = LogBeta.value(JEFFREYS + successes, JEFFREYS + failures)
                - LogBeta.value(JEFFREYS, JEFFREYS)
                + Math.log(alpha);
        double low = successes == 0 ? 0 : end(successes, failures, share, 0, least);
        double high = failures == 0 ? 1 : end(successes, failures, share, 1, least);
        return new Interval(low, high);
    }

    /**
     * The share at which the log likelihood falls to the least, between the share, where it is highest, and an end,
     * where it is lowest.
     */
    private static double end(long successes, long failures, double share, double outermost, double least) {
        double inside = share;
        double outside = outermost;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (inside + outside) / 2;
            if (logLikelihood(successes, failures, middle) > least) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return outside;
    }

    private static double logLikelihood(long successes, long failures, double share) {
        double ofSuccesses = successes == 0 ? 0 : successes * Math.log(share);
        double ofFailures = failures == 0 ? 0 : failures * Math.log1p(-share);
        return ofSuccesses + ofFailures;
    }
}
