package dev.parallax.evaluate.stats;

import dev.parallax.evaluate.f1.MetricValue;

/**
 * The population stability index: how far shares over the same bins are from a reference's, {@code Σ (c_i - r_i) ln(c_i
 * / r_i)} with the natural logarithm. It is 0 for equal shares, grows without a bound, and is the same from both sides.
 * Source: N. Siddiqi, Credit Risk Scorecards (2006), chapter 9; it is Jeffreys' divergence.
 *
 * <p>A share below {@value #LEAST_SHARE} counts as {@value #LEAST_SHARE}, since the logarithm of nothing is none. A bin
 * that is empty on both sides then adds nothing, whatever the numbers of texts, so that 200 classes of which few occur
 * do not drift by themselves, as they would if each bin were given half a text. A bin that only one side has adds 0.006
 * for a share of 0.2 %, 0.05 for 1 % and 0.31 for 5 %.
 */
public final class PopulationStability {

    /** The share that an empty bin has. */
    public static final double LEAST_SHARE = 0.0001;

    private PopulationStability() {}

    /**
     * The index.
     *
     * @param reference texts in each bin of the reference, {@code [bins]}
     * @param current texts in each bin of the window, {@code [bins]}
     * @return the index, 0 or more; NaN where a side has no texts
     */
    public static double psi(long[] reference, long[] current) {
        BinCounts.requireSameBins(reference, current);
        double allReference = BinCounts.total(reference);
        double allCurrent = BinCounts.total(current);
        if (allReference == 0 || allCurrent == 0) {
            return Double.NaN;
        }
        double index = 0;
        for (int i = 0; i < reference.length; i++) {
            double expected = Math.max(LEAST_SHARE, reference[i] / allReference);
            double found = Math.max(LEAST_SHARE, current[i] / allCurrent);
            index += (found - expected) * Math.log(found / expected);
        }
        return index;
    }

    /** The same as a number with a name, such as {@code drift.score.psi}. */
    public static MetricValue of(String name, long[] reference, long[] current) {
        return BinCounts.named(name, psi(reference, current), reference);
    }
}
