package dev.parallax.graph;

/**
 * A shift and a divisor for each channel of activations, that make them easier to quantise: {@code (x - shift) /
 * divisor} is multiplied by weights that are {@code divisor} times as large, and the product of shift and weights is
 * added, so that the result stays the same.
 *
 * @param shift the value that becomes zero, for each channel
 * @param divisor a positive number for each channel
 * @param mean the mean of the balanced activations, for each channel
 * @param positive whether no shifted activation is negative, so that all 256 levels are above zero
 */
record ChannelBalance(float[] shift, float[] divisor, float[] mean, boolean positive) {

    /** Whether any channel is shifted. */
    boolean shifts() {
        for (float value : shift) {
            if (value != 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether any channel is divided by another number than 1. */
    boolean divides() {
        for (float value : divisor) {
            if (value != 1) {
                return true;
            }
        }
        return false;
    }

    /** The weights for balanced activations, {@code [channels, columns]} in row-major order as the given ones. */
    float[] weights(float[] matrix) {
        int columns = matrix.length / divisor.length;
        float[] balanced = new float[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            balanced[i] = matrix[i] * divisor[i / columns];
        }
        return balanced;
    }

    /**
     * The constant that makes up for shift and rounding, for each column: the product of the shift and the weights, and
     * that of the mean activation and the weights' rounding errors.
     *
     * @param matrix the weights, {@code [channels, columns]} in row-major order
     * @param integers the balanced weights as they are quantised
     */
    float[] offset(float[] matrix, ColumnScaled integers) {
        int columns = integers.scales().length;
        double[] sums = new double[columns];
        for (int i = 0; i < matrix.length; i++) {
            int channel = i / columns;
            int column = i % columns;
            double quantized = integers.values()[i] * (double) integers.scales()[column];
            sums[column] += shift[channel] * (double) matrix[i]
                    + mean[channel] * (matrix[i] * (double) divisor[channel] - quantized);
        }
        float[] offset = new float[columns];
        for (int column = 0; column < columns; column++) {
            offset[column] = (float) sums[column];
        }
        return offset;
    }
}
