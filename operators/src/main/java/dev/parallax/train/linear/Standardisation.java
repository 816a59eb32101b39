package dev.parallax.train.linear;

import java.util.Arrays;

/**
 * Standardises each feature to mean 0 and standard deviation 1 over the training rows. A penalty on weights then has
 * the same meaning for every feature, and the optimiser needs far fewer steps.
 *
 * @param mean mean of each feature, {@code [width]}
 * @param deviation standard deviation of each feature, {@code [width]}; 1 for a feature that never varies
 */
record Standardisation(double[] mean, double[] deviation) {

    private static final double CONSTANT = 1e-9;

    /** Computes mean and deviation of features, {@code [n][width]}. */
    static Standardisation of(float[][] rows) {
        int width = rows[0].length;
        double[] mean = new double[width];
        for (float[] row : rows) {
            for (int j = 0; j < width; j++) {
                mean[j] += row[j];
            }
        }
        for (int j = 0; j < width; j++) {
            mean[j] /= rows.length;
        }
        double[] deviation = new double[width];
        for (float[] row : rows) {
            for (int j = 0; j < width; j++) {
                double distance = row[j] - mean[j];
                deviation[j] += distance * distance / rows.length;
            }
        }
        for (int j = 0; j < width; j++) {
            double root = Math.sqrt(deviation[j]);
            deviation[j] = root > CONSTANT ? root : 1;
        }
        return new Standardisation(mean, deviation);
    }

    /** The features, standardised, in a new array. */
    float[][] apply(float[][] rows) {
        return Arrays.stream(rows)
                .map(row -> {
                    float[] standard = new float[row.length];
                    for (int j = 0; j < row.length; j++) {
                        standard[j] = (float) ((row[j] - mean[j]) / deviation[j]);
                    }
                    return standard;
                })
                .toArray(float[][]::new);
    }

    /**
     * Converts a head for standardised features into the equivalent head for the original features: {@code w·(x -
     * mean)/deviation + b = (w/deviation)·x + (b - w·mean/deviation)}.
     *
     * @param weight {@code [classes][width]}
     * @param bias {@code [classes]}
     */
    LinearHead fold(double[][] weight, double[] bias) {
        float[][] foldedWeight = new float[weight.length][mean.length];
        float[] foldedBias = new float[weight.length];
        for (int c = 0; c < weight.length; c++) {
            double shift = bias[c];
            for (int j = 0; j < mean.length; j++) {
                double scaled = weight[c][j] / deviation[j];
                foldedWeight[c][j] = (float) scaled;
                shift -= scaled * mean[j];
            }
            foldedBias[c] = (float) shift;
        }
        return new LinearHead(foldedWeight, foldedBias);
    }
}
