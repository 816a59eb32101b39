package dev.parallax.train.data;

import java.util.Random;

/**
 * A Gaussian random projection to fewer features: a matrix of normal random numbers with variance 1 / width, which
 * approximately preserves distances (Johnson and Lindenstrauss, 1984; Dasgupta and Gupta, An elementary proof of a
 * theorem of Johnson and Lindenstrauss, 2003). Unlike principal components it does not depend on the data, so that test
 * rows cannot leak into it.
 *
 * @param matrix {@code [width of the rows][width of the result]}
 */
public record RandomProjection(double[][] matrix) {

    /** Draws a projection. */
    public static RandomProjection of(int from, int to, long seed) {
        if (to < 1) {
            throw new TrainingException("The projection has " + to + " features: expected 1 or more");
        }
        Random random = new Random(seed);
        double[][] matrix = new double[from][to];
        for (double[] row : matrix) {
            for (int j = 0; j < to; j++) {
                row[j] = random.nextGaussian() / Math.sqrt(to);
            }
        }
        return new RandomProjection(matrix);
    }

    /** The rows, projected. */
    public float[][] apply(float[][] rows) {
        float[][] projected = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            double[] sums = new double[matrix[0].length];
            for (int j = 0; j < matrix.length; j++) {
                for (int m = 0; m < sums.length; m++) {
                    sums[m] += rows[i][j] * matrix[j][m];
                }
            }
            projected[i] = new float[sums.length];
            for (int m = 0; m < sums.length; m++) {
                projected[i][m] = (float) sums[m];
            }
        }
        return projected;
    }
}
