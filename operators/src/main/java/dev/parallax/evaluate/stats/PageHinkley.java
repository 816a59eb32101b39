package dev.parallax.evaluate.stats;

import dev.parallax.bounds.Bounds;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The Page–Hinkley test on a stream of 0 and 1, such as agreement and disagreement: says when the share of ones has
 * risen or fallen. It is the cumulative sum of what each value is above the mean so far, less a tolerance δ, cut off at
 * 0: {@code g = max(0, g + x - mean - δ)}, a change where {@code g > λ}; and the same downwards. That is the textbook's
 * {@code m_T - min m_t} with {@code m_T = Σ (x_t - mean_t - δ)}. After a change all starts anew. Sources: E. S. Page,
 * "Continuous inspection schemes", Biometrika 41 (1954), 100–115; D. V. Hinkley, "Inference about the change-point from
 * cumulative sum tests", Biometrika 58 (1971), 509–523; J. Gama and others, "A survey on concept drift adaptation", ACM
 * Computing Surveys 46 (2014), 4.
 *
 * <p>The class of this name in the library river lets old sums fade (factor 0.9999 a value), which this does not:
 * numbers of the two are not alike. Here the first values only teach the mean, since a mean of few would be taken for a
 * change.
 *
 * <p>State of a key: a plain bean of 40 bytes that Flink keeps. Mutable, for one thread.
 */
public final class PageHinkley {

    /**
     * The parameters of the test.
     *
     * @param delta change of the share that is tolerated; smaller ones are never found
     * @param lambda values that must be one thing too many beyond that
     * @param learning values at the start that only teach the mean
     */
    public record Options(double delta, double lambda, int learning) implements Serializable {

        /** Bounds of {@code delta}. */
        public static final Bounds<Double> DELTA = Bounds.SHARE_BELOW_1;

        /** Bounds of {@code lambda}. */
        public static final Bounds<Double> LAMBDA =
                new Bounds<>("above 0 and finite", lambda -> lambda > 0 && !Double.isInfinite(lambda));

        /** Bounds of {@code learning}. */
        public static final Bounds<Integer> LEARNING = Bounds.integers(1, Integer.MAX_VALUE);

        /**
         * A tolerance of one in a hundred. Where 80 % of the comparisons agree or more, there is at most one false
         * alarm in 30 days of 10 comparisons a second: {@code parallax calibrate} measures it.
         */
        public static final Options DEFAULT = new Options(0.01, 100, 1000);

        /** @throws IllegalArgumentException if a value is out of its bounds */
        public Options {
            DELTA.require("delta", delta);
            LAMBDA.require("lambda", lambda);
            LEARNING.require("learning", learning);
        }
    }

    /** Values since the start or the latest change. */
    public long values;

    /** Ones among them. */
    public long ones;

    /** Evidence for a larger share. */
    public double rise;

    /** Evidence for a smaller share. */
    public double fall;

    /** As it is before any value; for Flink. */
    public PageHinkley() {}

    /**
     * Takes the next value.
     *
     * @return whether there is a change, after which all starts anew
     */
    public boolean add(boolean one, Options options) {
        values++;
        if (one) {
            ones++;
        }
        if (values <= options.learning()) {
            return false;
        }
        double above = (one ? 1 : 0) - (double) ones / values;
        rise = Math.max(0, rise + above - options.delta());
        fall = Math.max(0, fall - above - options.delta());
        if (statistic() <= options.lambda()) {
            return false;
        }
        values = 0;
        ones = 0;
        rise = 0;
        fall = 0;
        return true;
    }

    /** The larger of both sums, which says that there is a change where it exceeds λ. */
    public double statistic() {
        return Math.max(rise, fall);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PageHinkley that
                && values == that.values
                && ones == that.ones
                && Double.compare(rise, that.rise) == 0
                && Double.compare(fall, that.fall) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(values, ones, rise, fall);
    }

    @Override
    public String toString() {
        return "PageHinkley[" + ones + " of " + values + ", rise " + rise + ", fall " + fall + "]";
    }
}
