package dev.parallax.evaluate.stats;

import dev.parallax.bounds.Bounds;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An adaptive window over a stream of 0 and 1, such as agreement and disagreement: it grows while the share of ones is
 * the same throughout, and loses its oldest part when two parts of it differ by more than chance. That is ADWIN2 of A.
 * Bifet and R. Gavaldà, "Learning from time-changing data with adaptive windowing", SIAM International Conference on
 * Data Mining (2007), 443–448.
 *
 * <p>The window is an exponential histogram: at most {@value #BUCKETS} buckets of each power of two of values, a value
 * costs O(log W) where W is the length of the window, and only every {@value #CLOCK}th value is followed by a look at
 * all cuts. A cut into n₀ older and n₁ newer values is a change where the shares differ by more than {@code √(2 σ² L /
 * m) + 2 L / (3 m)}, with {@code 1/m = 1/n₀ + 1/n₁}, σ² the variance of the whole window, and {@code L = ln(2 ln W /
 * δ)}. The logarithm of W stands there as in the authors' program; their proof needs W itself, so δ is no bound of the
 * rate of false alarms: {@code parallax calibrate} measures that rate. One change of the stream may be found at several
 * looks that follow each other.
 *
 * <p>State of a key: a plain bean that Flink keeps, 52 bytes for each power of two in W, 1.3 KB for 30 million values.
 * Mutable, for one thread.
 */
public final class Adwin {

    /** At most one false alarm in 30 days of 10 comparisons a second: {@code parallax calibrate} measures it. */
    public static final double DEFAULT_DELTA = 1e-4;

    /** Bounds of δ. */
    public static final Bounds<Double> DELTA = new Bounds<>("above 0 and below 1", delta -> delta > 0 && delta < 1);

    /** Most buckets of one size. */
    static final int BUCKETS = 5;

    /** Values between two looks. */
    static final int CLOCK = 32;

    private static final int FEWEST = 5;
    private static final int ROW = BUCKETS + 1;

    /** Ones in each bucket: {@link #BUCKETS} + 1 places for each size, sizes ascending, the oldest of a size first. */
    public long[] ones = new long[ROW];

    /** Buckets of each size. */
    public int[] used = new int[1];

    /** Values since the start. */
    public long values;

    /** Values in the window. */
    public long width;

    /** Ones among them. */
    public long windowOnes;

    /** Result of the latest check: {@link #statistic()}. */
    public double evidence = Double.NEGATIVE_INFINITY;

    /** As it is before any value; for Flink. */
    public Adwin() {}

    /**
     * Takes the next value.
     *
     * @param one whether it is 1
     * @param delta how sure a change must be, above 0 and below 1: the smaller, the surer
     * @return whether there is a change, after which the window is as short as it must be to have none
     */
    public boolean add(boolean one, double delta) {
        DELTA.require("delta", delta);
        values++;
        width++;
        windowOnes += one ? 1 : 0;
        append(0, one ? 1 : 0);
        if (values % CLOCK != 0) {
            return false;
        }
        evidence = look();
        if (evidence <= threshold(delta)) {
            return false;
        }
        double left = evidence;
        while (left > threshold(delta)) {
            dropOldest();
            left = look();
        }
        return true;
    }

    /** Above which {@link #statistic()} says that there is a change: {@code -ln δ}. */
    public static double threshold(double delta) {
        return -Math.log(delta);
    }

    /**
     * Result of the latest check: {@code -ln} of the δ at which the cut that says most would just not be a change.
     * Minus infinity before the first look.
     */
    public double statistic() {
        return evidence;
    }

    private void append(int row, long sum) {
        if (row == used.length) {
            used = Arrays.copyOf(used, row + 1);
            ones = Arrays.copyOf(ones, ROW * (row + 1));
        }
        int first = ROW * row;
        ones[first + used[row]] = sum;
        used[row]++;
        if (used[row] > BUCKETS) {
            long merged = ones[first] + ones[first + 1];
            System.arraycopy(ones, first + 2, ones, first, BUCKETS - 1);
            Arrays.fill(ones, first + BUCKETS - 1, first + ROW, 0);
            used[row] -= 2;
            append(row + 1, merged);
        }
    }

    private void dropOldest() {
        int row = used.length - 1;
        int first = ROW * row;
        width -= 1L << row;
        windowOnes -= ones[first];
        System.arraycopy(ones, first + 1, ones, first, BUCKETS);
        ones[first + BUCKETS] = 0;
        used[row]--;
        if (used[row] == 0 && row > 0) {
            used = Arrays.copyOf(used, row);
            ones = Arrays.copyOf(ones, first);
        }
    }

    /** The evidence of the best cut. */
    private double look() {
        double share = (double) windowOnes / width;
        double variance = share * (1 - share);
        double most = 0;
        long older = 0;
        long olderOnes = 0;
        for (int row = used.length - 1; row >= 0; row--) {
            for (int i = 0; i < used[row]; i++) {
                older += 1L << row;
                olderOnes += ones[ROW * row + i];
                long newer = width - older;
                if (older >= FEWEST && newer >= FEWEST) {
                    double inverse = 1.0 / older + 1.0 / newer;
                    double difference = (double) olderOnes / older - (double) (windowOnes - olderOnes) / newer;
                    // L is at most this squared difference by twice its variance, and hardly any cut needs a closer
                    // look.
                    if (difference * difference > 2 * variance * inverse * most) {
                        most = Math.max(most, evidence(Math.abs(difference), inverse, variance));
                    }
                }
            }
        }
        return most - Math.log(2 * Math.log((double) Math.max(width, 2)));
    }

    /** The L at which the bound equals the difference that there is: a quadratic equation in its root. */
    private static double evidence(double difference, double inverse, double variance) {
        double a = 2 * inverse / 3;
        double b = Math.sqrt(2 * variance * inverse);
        double root = (Math.sqrt(b * b + 4 * a * difference) - b) / (2 * a);
        return root * root;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Adwin that
                && Arrays.equals(ones, that.ones)
                && Arrays.equals(used, that.used)
                && values == that.values
                && width == that.width
                && windowOnes == that.windowOnes
                && Double.compare(evidence, that.evidence) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(ones), Arrays.hashCode(used), values, width, windowOnes, evidence);
    }

    @Override
    public String toString() {
        return "Adwin[" + windowOnes + " of " + width + ", evidence " + evidence + "]";
    }
}
