package dev.parallax.graph;

import static dev.parallax.graph.QuantizedProducts.POSITIVE_LEVELS;
import static dev.parallax.graph.QuantizedProducts.SIGNED_LEVELS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The choice of the {@link ChannelBalance} with the least expected error of quantised products.
 *
 * <p>The expected squared error is that of independent rounding errors, uniform over a step: {@code sum of s_t^2 / 12 *
 * |W|^2 + sum of |x_t|^2 * sum of u_n^2 / 12}, with the step {@code s_t} of token t, the step {@code u_n} of column n,
 * balanced activations {@code x_t} and balanced weights {@code W}. Divisors are {@code max|x_j|^a / max|W_j|^(1 - a)}
 * (<a href="https://arxiv.org/abs/2211.10438">SmoothQuant</a>, formula 4).
 */
final class BalanceChoice {

    private static final double[] EXPONENTS = {0.25, 0.35, 0.5, 0.65, 0.75};
    private static final double SMALLEST = 1e-5;
    /** A lower bound of x * Phi(x), whose least value is -0.16997. */
    private static final float LEAST_OF_GELU = -0.171875f;

    private final List<float[]> rows;
    private final List<float[]> matrices;
    private final int channels;
    private final float[] lowest;
    private final float[] highest;
    private final float[] heaviest;

    /**
     * @param rows activations of tokens, {@code [channels]} each
     * @param matrices the weights that they are multiplied by, {@code [channels, columns]} each
     */
    BalanceChoice(List<float[]> rows, List<float[]> matrices) {
        this.rows = rows;
        this.matrices = matrices;
        this.channels = rows.get(0).length;
        this.lowest = filled(Float.POSITIVE_INFINITY);
        this.highest = filled(Float.NEGATIVE_INFINITY);
        for (float[] row : rows) {
            for (int i = 0; i < channels; i++) {
                lowest[i] = Math.min(lowest[i], row[i]);
                highest[i] = Math.max(highest[i], row[i]);
            }
        }
        this.heaviest = new float[channels];
        for (float[] matrix : matrices) {
            int columns = matrix.length / channels;
            for (int i = 0; i < matrix.length; i++) {
                heaviest[i / columns] = Math.max(heaviest[i / columns], Math.abs(matrix[i]));
            }
        }
    }

    /** The best balance. */
    ChannelBalance best() {
        List<ChannelBalance> candidates = new ArrayList<>();
        for (Shift shift : shifts()) {
            candidates.add(balance(shift, filled(1)));
            for (double exponent : EXPONENTS) {
                candidates.add(balance(shift, divisor(shift.values(), exponent)));
            }
        }
        ChannelBalance best = candidates.get(0);
        double least = error(best);
        for (ChannelBalance candidate : candidates) {
            double error = error(candidate);
            if (error < least) {
                best = candidate;
                least = error;
            }
        }
        return best;
    }

    /**
     * A shift to choose from.
     *
     * @param positive whether no shifted activation is negative
     */
    private record Shift(float[] values, boolean positive) {}

    /** No shift; each channel's middle to zero; and, for the results of Gelu and Relu, their least value to zero. */
    private List<Shift> shifts() {
        float[] middle = new float[channels];
        float least = Float.POSITIVE_INFINITY;
        for (int i = 0; i < channels; i++) {
            middle[i] = (lowest[i] + highest[i]) / 2;
            least = Math.min(least, lowest[i]);
        }
        List<Shift> shifts = new ArrayList<>(List.of(new Shift(filled(0), false), new Shift(middle, false)));
        if (least >= LEAST_OF_GELU) {
            shifts.add(new Shift(filled(least < 0 ? LEAST_OF_GELU : 0), true));
        }
        return shifts;
    }

    private float[] filled(float value) {
        float[] values = new float[channels];
        Arrays.fill(values, value);
        return values;
    }

    private ChannelBalance balance(Shift shift, float[] divisor) {
        float[] mean = new float[channels];
        for (float[] row : rows) {
            for (int i = 0; i < channels; i++) {
                mean[i] += (row[i] - shift.values()[i]) / divisor[i] / rows.size();
            }
        }
        return new ChannelBalance(shift.values(), divisor, mean, shift.positive());
    }

    private float[] divisor(float[] shift, double exponent) {
        float[] divisor = new float[channels];
        for (int i = 0; i < channels; i++) {
            double activation = Math.max(Math.abs(lowest[i] - shift[i]), Math.abs(highest[i] - shift[i]));
            divisor[i] = (float) (Math.pow(Math.max(activation, SMALLEST), exponent)
                    / Math.pow(Math.max(heaviest[i], SMALLEST), 1 - exponent));
        }
        return divisor;
    }

    /** The expected squared error of all products, up to a factor. */
    double error(ChannelBalance balance) {
        double steps = 0;
        double squares = 0;
        for (float[] row : rows) {
            double largest = 0;
            for (int i = 0; i < channels; i++) {
                double value = (row[i] - balance.shift()[i]) / balance.divisor()[i];
                largest = Math.max(largest, Math.abs(value));
                double deviation = value - balance.mean()[i];
                squares += deviation * deviation;
            }
            double step = largest / (balance.positive() ? POSITIVE_LEVELS : SIGNED_LEVELS);
            steps += step * step;
        }
        double error = 0;
        for (float[] matrix : matrices) {
            float[] balanced = balance.weights(matrix);
            double norm = 0;
            for (float value : balanced) {
                norm += (double) value * value;
            }
            double weightSteps = 0;
            for (double value : ColumnScaled.largest(balanced, matrix.length / channels)) {
                weightSteps += value * value / (SIGNED_LEVELS * SIGNED_LEVELS);
            }
            error += steps * norm + squares * weightSteps;
        }
        return error;
    }
}
