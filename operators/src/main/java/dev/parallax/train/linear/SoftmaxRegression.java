package dev.parallax.train.linear;

import dev.parallax.train.data.LabelledFeatures;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.optimise.Objective;
import dev.parallax.train.optimise.Softmax;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The loss of multinomial logistic regression with an L2 penalty, as a function of weights and biases: {@code J = -1/n
 * Σ_i log softmax(W x_i + b)[y_i] + λ/2 ‖W‖²}. Biases are not penalised. It is convex (Bishop, Pattern Recognition and
 * Machine Learning, 4.3.4).
 *
 * <p>Variables are laid out with the classes innermost: the weight of feature {@code j} for class {@code c} is at
 * {@code j·k + c}, the bias of class {@code c} at {@code d·k + c}, so that inner loops run over neighbouring numbers.
 * Rows are cut into a fixed number of chunks, computed in parallel and added up in order: the result does not depend on
 * how many threads there are.
 */
final class SoftmaxRegression implements Objective {

    private static final int CHUNKS = 16;
    private static final int BLOCK = 4;

    private final LabelledFeatures data;
    private final double l2;
    private final int width;
    private final int classes;

    /**
     * @param data rows, standardised
     * @param l2 the penalty λ, 0 or more
     */
    SoftmaxRegression(LabelledFeatures data, double l2) {
        if (!(l2 >= 0) || Double.isInfinite(l2)) {
            throw new TrainingException("The L2 penalty is " + l2 + ": expected 0 or more");
        }
        this.data = data;
        this.l2 = l2;
        this.width = data.width();
        this.classes = data.classCount();
    }

    @Override
    public int size() {
        return (width + 1) * classes;
    }

    @Override
    public double evaluate(double[] point, double[] gradient) {
        double[][] partial = new double[CHUNKS][size()];
        double[] losses = new double[CHUNKS];
        IntStream.range(0, CHUNKS).parallel().forEach(chunk -> {
            int from = (int) ((long) data.size() * chunk / CHUNKS);
            int to = (int) ((long) data.size() * (chunk + 1) / CHUNKS);
            losses[chunk] = addRows(from, to, point, partial[chunk]);
        });
        Arrays.fill(gradient, 0);
        double loss = 0;
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            loss += losses[chunk];
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += partial[chunk][i];
            }
        }
        loss /= data.size();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= data.size();
        }
        for (int i = 0; i < width * classes; i++) {
            loss += l2 / 2 * point[i] * point[i];
            gradient[i] += l2 * point[i];
        }
        return loss;
    }

    /** The weights at a point, {@code [classes][width]}. */
    double[][] weight(double[] point) {
        double[][] weight = new double[classes][width];
        for (int j = 0; j < width; j++) {
            for (int c = 0; c < classes; c++) {
                weight[c][j] = point[j * classes + c];
            }
        }
        return weight;
    }

    /** The biases at a point, {@code [classes]}. */
    double[] bias(double[] point) {
        return Arrays.copyOfRange(point, width * classes, size());
    }

    private double addRows(int from, int to, double[] point, double[] gradient) {
        double loss = 0;
        double[][] scores = new double[BLOCK][classes];
        for (int first = from; first < to; first += BLOCK) {
            int rows = Math.min(BLOCK, to - first);
            score(first, rows, point, scores);
            for (int r = 0; r < rows; r++) {
                int truth = data.classes()[first + r];
                double score = scores[r][truth];
                loss += Softmax.inPlace(scores[r]) - score;
                scores[r][truth] -= 1;
            }
            for (int r = rows; r < BLOCK; r++) {
                Arrays.fill(scores[r], 0);
            }
            addGradient(first, rows, scores, gradient);
        }
        return loss;
    }

    /** Computes the scores of up to four rows at once, so that each weight is loaded once for all of them. */
    private void score(int first, int rows, double[] point, double[][] scores) {
        double[] s0 = scores[0];
        double[] s1 = scores[1];
        double[] s2 = scores[2];
        double[] s3 = scores[3];
        for (double[] row : scores) {
            System.arraycopy(point, width * classes, row, 0, classes);
        }
        for (int j = 0; j < width; j++) {
            double x0 = feature(first, 0, rows, j);
            double x1 = feature(first, 1, rows, j);
            double x2 = feature(first, 2, rows, j);
            double x3 = feature(first, 3, rows, j);
            int at = j * classes;
            for (int c = 0; c < classes; c++) {
                double weight = point[at + c];
                s0[c] += x0 * weight;
                s1[c] += x1 * weight;
                s2[c] += x2 * weight;
                s3[c] += x3 * weight;
            }
        }
    }

    /** Adds the gradient of up to four rows, given their residuals (probabilities minus truth). */
    private void addGradient(int first, int rows, double[][] residuals, double[] gradient) {
        double[] r0 = residuals[0];
        double[] r1 = residuals[1];
        double[] r2 = residuals[2];
        double[] r3 = residuals[3];
        for (int j = 0; j < width; j++) {
            double x0 = feature(first, 0, rows, j);
            double x1 = feature(first, 1, rows, j);
            double x2 = feature(first, 2, rows, j);
            double x3 = feature(first, 3, rows, j);
            int at = j * classes;
            for (int c = 0; c < classes; c++) {
                gradient[at + c] += x0 * r0[c] + x1 * r1[c] + x2 * r2[c] + x3 * r3[c];
            }
        }
        for (int c = 0; c < classes; c++) {
            gradient[width * classes + c] += r0[c] + r1[c] + r2[c] + r3[c];
        }
    }

    private double feature(int first, int row, int rows, int j) {
        return row < rows ? data.rows()[first + row][j] : 0;
    }
}
