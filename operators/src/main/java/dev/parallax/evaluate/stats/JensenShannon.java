package dev.parallax.evaluate.stats;

import dev.parallax.evaluate.f1.MetricValue;

/**
 * The Jensen–Shannon distance of shares over the same bins: the square root of the divergence with logarithms of base
 * 2, hence 0 for equal shares and 1 for shares that have no bin in common. Source: J. Lin, "Divergence measures based
 * on the Shannon entropy", IEEE Transactions on Information Theory 37 (1991), 145–151; that its root is a metric: D. M.
 * Endres and J. E. Schindelin, "A new metric for probability distributions", the same 49 (2003), 1858–1860. With
 * natural logarithms, which others take, it is 0.8326 at most.
 *
 * <p>Empty bins need no care here: what a side does not have adds nothing to its half.
 */
public final class JensenShannon {

    private static final double LN_2 = Math.log(2);

    private JensenShannon() {}

    /**
     * The distance.
     *
     * @param reference texts in each bin of the reference, {@code [bins]}
     * @param current texts in each bin of the window, {@code [bins]}
     * @return the distance, 0 to 1; NaN where a side has no texts
     */
    public static double distance(long[] reference, long[] current) {
        BinCounts.requireSameBins(reference, current);
        double allReference = BinCounts.total(reference);
        double allCurrent = BinCounts.total(current);
        if (allReference == 0 || allCurrent == 0) {
            return Double.NaN;
        }
        double divergence = 0;
        for (int i = 0; i < reference.length; i++) {
            double expected = reference[i] / allReference;
            double found = current[i] / allCurrent;
            double middle = (expected + found) / 2;
            divergence += half(expected, middle) + half(found, middle);
        }
        return Math.sqrt(Math.min(1, Math.max(0, divergence / (2 * LN_2))));
    }

    private static double half(double share, double middle) {
        return share == 0 ? 0 : share * Math.log(share / middle);
    }

    /** The same as a number with a name, such as {@code drift.score.js}. */
    public static MetricValue of(String name, long[] reference, long[] current) {
        return BinCounts.named(name, distance(reference, current), reference);
    }
}
