package dev.parallax.train.perceptron;

import dev.ludovic.netlib.blas.BLAS;
import java.util.Arrays;

/**
 * Forward and backward pass of a perceptron over blocks of rows. Rows are stored one after the other, so that a block
 * of {@code b} rows is a column-major matrix {@code [values, b]} for BLAS. For one thread.
 */
final class PerceptronPass {

    private static final int BLOCK = 128;

    private final BLAS products;
    private final PerceptronShape shape;
    private final double[] weights;
    /** The inputs of each layer, and the logits last: {@code [depth + 1][BLOCK · size]}. */
    private final double[][] values;
    /** Partial derivatives by the sums of each layer, at the same indexes as the inputs of the next layer. */
    private final double[][] deltas;

    PerceptronPass(BLAS products, PerceptronShape shape, double[] weights) {
        this.products = products;
        this.shape = shape;
        this.weights = weights;
        this.values = new double[shape.depth() + 1][];
        this.deltas = new double[shape.depth() + 1][];
        for (int k = 0; k <= shape.depth(); k++) {
            int size = BLOCK * shape.layers().get(k);
            values[k] = new double[size];
            deltas[k] = k == 0 ? new double[0] : new double[size];
        }
    }

    /**
     * Returns the sum of the losses of rows.
     *
     * @param gradient accumulates the sum of their partial derivatives; with length 0 they are not computed
     */
    double run(PerceptronLoss loss, int[] rows, int from, int to, double[] gradient) {
        double sum = 0;
        for (int first = from; first < to; first += BLOCK) {
            int count = Math.min(BLOCK, to - first);
            for (int r = 0; r < count; r++) {
                loss.copyRow(rows[first + r], values[0], r * shape.width());
            }
            for (int k = 0; k < shape.depth(); k++) {
                forward(k, count);
            }
            for (int r = 0; r < count; r++) {
                sum += rowLoss(loss, rows[first + r], r);
            }
            if (gradient.length > 0) {
                for (int k = shape.depth() - 1; k >= 0; k--) {
                    backward(k, count, gradient);
                }
            }
        }
        return sum;
    }

    private void forward(int k, int count) {
        int inputs = shape.inputs(k);
        int outputs = shape.outputs(k);
        double[] sums = values[k + 1];
        for (int r = 0; r < count; r++) {
            System.arraycopy(weights, shape.biasesAt(k), sums, r * outputs, outputs);
        }
        products.dgemm(
                "N",
                "N",
                outputs,
                count,
                inputs,
                1,
                weights,
                shape.matrixAt(k),
                outputs,
                values[k],
                0,
                inputs,
                1,
                sums,
                0,
                outputs);
        if (k < shape.depth() - 1) {
            for (int i = 0; i < count * outputs; i++) {
                sums[i] = Perceptron.sigmoid(sums[i]);
            }
        }
    }

    private double rowLoss(PerceptronLoss loss, int row, int place) {
        int classes = shape.classes();
        double[] logits = Arrays.copyOfRange(values[shape.depth()], place * classes, (place + 1) * classes);
        double value = loss.rowLoss(row, logits);
        System.arraycopy(logits, 0, deltas[shape.depth()], place * classes, classes);
        return value;
    }

    private void backward(int k, int count, double[] gradient) {
        int inputs = shape.inputs(k);
        int outputs = shape.outputs(k);
        double[] delta = deltas[k + 1];
        products.dgemm(
                "N",
                "T",
                outputs,
                inputs,
                count,
                1,
                delta,
                0,
                outputs,
                values[k],
                0,
                inputs,
                1,
                gradient,
                shape.matrixAt(k),
                outputs);
        int biases = shape.biasesAt(k);
        for (int i = 0; i < count * outputs; i++) {
            gradient[biases + i % outputs] += delta[i];
        }
        if (k > 0) {
            products.dgemm(
                    "T",
                    "N",
                    inputs,
                    count,
                    outputs,
                    1,
                    weights,
                    shape.matrixAt(k),
                    outputs,
                    delta,
                    0,
                    outputs,
                    0,
                    deltas[k],
                    0,
                    inputs);
            for (int i = 0; i < count * inputs; i++) {
                deltas[k][i] *= values[k][i] * (1 - values[k][i]);
            }
        }
    }
}
