package dev.parallax.evaluate.f1;

/**
 * A sum in the order in which NumPy adds up an array of float64, so that it ends in the same digit: up to 7 numbers one
 * after another; up to 128 on eight running sums; more as the sums of two halves. Source: {@code pairwise_sum} in
 * NumPy's {@code loops_utils.h.src}.
 */
public final class PairwiseSum {

    private static final int LANES = 8;
    private static final int BLOCK = 128;

    private PairwiseSum() {}

    /** The sum of all numbers. */
    public static double of(double[] values) {
        return sum(values, 0, values.length);
    }

    private static double sum(double[] values, int from, int count) {
        if (count < LANES) {
            return tail(values, from, from + count, 0);
        }
        if (count <= BLOCK) {
            return block(values, from, count);
        }
        int half = count / 2;
        half -= half % LANES;
        return sum(values, from, half) + sum(values, from + half, count - half);
    }

    private static double block(double[] values, int from, int count) {
        double[] lanes = new double[LANES];
        int whole = count - count % LANES;
        for (int i = 0; i < whole; i++) {
            lanes[i % LANES] += values[from + i];
        }
        double sum = ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
        return tail(values, from + whole, from + count, sum);
    }

    private static double tail(double[] values, int from, int to, double sum) {
        double all = sum;
        for (int i = from; i < to; i++) {
            all += values[i];
        }
        return all;
    }
}
