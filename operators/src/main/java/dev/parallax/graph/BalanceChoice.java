package dev.parallax.graph;

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
    private static final int SIGNED_LEVELS = 127;
    private static final int POSITIVE_LEVELS = 255;

    private final List<float[]> rows;
    private final List<float[]> matrices;
    private final int channels;

    /**
     * @param rows activations of tokens, {@code [channels]} each
     * @param matrices the weights that they are multiplied by, {@code [channels, columns]} each
     */
    BalanceChoice(List<float[]> rows, List<float[]> matrices) {
        this.rows = rows;
        this.matrices = matrices;
        this.channels = rows.get(0).length;
    }

    /** The best balance. */
    ChannelBalance best() {
        float[] lowest = new float[channels];
        float[] highest = new float[channels];
        Arrays.fill(lowest, Float.POSITIVE_INFINITY);
        Arrays.fill(highest, Float.NEGATIVE_INFINITY);
        for (float[] row : rows) {
            for (int i = 0; i < channels; i++) {
                lowest[i] = Math.min(lowest[i], row[i]);
                highest[i] = Math.max(highest[i], row[i]);
            }
        }
        float[] none = new float[channels];
        float[] middle = new float[channels];
        float[] bottom = new float[channels];
        float least = Float.POSITIVE_INFINITY;
        for (int i = 0; i < channels; i++) {
            middle[i] = (lowest[i] + highest[i]) / 2;
            least = Math.min(least, lowest[i]);
        }
        Arrays.fill(bottom, least);
        ChannelBalance best = balance(none, ones(), false);
        double bestError = error(best);
        for (float[] shift : List.of(none, middle, bottom)) {
            boolean positive = shift == bottom;
            for (double exponent : EXPONENTS) {
                ChannelBalance candidate = balance(shift, divisor(shift, lowest, highest, exponent), positive);
                double error = error(candidate);
                if (error < bestError) {
                    best = candidate;
                    bestError = error;
                }
            }
            ChannelBalance plain = balance(shift, ones(), positive);
            double error = error(plain);
            if (error < bestError) {
                best = plain;
                bestError = error;
            }
        }
        return best;
    }

    private ChannelBalance balance(float[] shift, float[] divisor, boolean positive) {
        float[] mean = new float[channels];
        for (float[] row : rows) {
            for (int i = 0; i < channels; i++) {
                mean[i] += (row[i] - shift[i]) / divisor[i] / rows.size();
            }
        }
        return new ChannelBalance(shift, divisor, mean, positive);
    }

    private float[] ones() {
        float[] ones = new float[channels];
        Arrays.fill(ones, 1);
        return ones;
    }

    private float[] divisor(float[] shift, float[] lowest, float[] highest, double exponent) {
        float[] divisor = new float[channels];
        for (int i = 0; i < channels; i++) {
            double activation = Math.max(Math.abs(lowest[i] - shift[i]), Math.abs(highest[i] - shift[i]));
            double weight = 0;
            for (float[] matrix : matrices) {
                int columns = matrix.length / channels;
                for (int column = 0; column < columns; column++) {
                    weight = Math.max(weight, Math.abs(matrix[i * columns + column]));
                }
            }
            divisor[i] = (float) (Math.pow(Math.max(activation, SMALLEST), exponent)
                    / Math.pow(Math.max(weight, SMALLEST), 1 - exponent));
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
            int columns = matrix.length / channels;
            double[] largest = new double[columns];
            double norm = 0;
            for (int i = 0; i < matrix.length; i++) {
                double value = matrix[i] * (double) balance.divisor()[i / columns];
                norm += value * value;
                largest[i % columns] = Math.max(largest[i % columns], Math.abs(value));
            }
            double weightSteps = 0;
            for (double value : largest) {
                weightSteps += value * value / (SIGNED_LEVELS * SIGNED_LEVELS);
            }
            error += steps * norm + squares * weightSteps;
        }
        return error;
    }
}
