package dev.parallax.evaluate.stats;

import java.util.Optional;

/**
 * A confidence interval of a share.
 *
 * @param low lower bound, 0 to 1
 * @param high upper bound, 0 to 1
 */
public record Interval(double low, double high) {

    /** The 97.5 % quantile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * The 95 % score interval of Wilson, without continuity correction: E. B. Wilson, "Probable inference, the law of
     * succession, and statistical inference", Journal of the American Statistical Association 22 (1927), 209–212. It
     * keeps within 0 and 1 and means something for small counts and for shares of 0 and 1 too.
     *
     * @param part how many of them, 0 to {@code whole}
     * @param whole how many there are
     * @return the interval; none of nothing
     */
    public static Optional<Interval> wilson(long part, long whole) {
        if (whole == 0) {
            return Optional.empty();
        }
        Interval interval = wilson((double) part / whole, (double) whole);
        return Optional.of(new Interval(part == 0 ? 0 : interval.low, part == whole ? 1 : interval.high));
    }

    /**
     * The same for an effective sample size, which need not be a whole number.
     *
     * @param share 0 to 1
     * @param size above 0
     */
    static Interval wilson(double share, double size) {
        double square = Z * Z / size;
        double middle = (share + square / 2) / (1 + square);
        double half = Z / (1 + square) * Math.sqrt(share * (1 - share) / size + square / (4 * size));
        return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
    }
}
