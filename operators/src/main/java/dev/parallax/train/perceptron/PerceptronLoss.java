package dev.parallax.train.perceptron;

import dev.parallax.train.data.ClassWeight;
import dev.parallax.train.data.LabelledFeatures;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.optimise.Loss;
import dev.parallax.train.optimise.MatrixProducts;
import dev.parallax.train.optimise.Objective;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The mean loss of a perceptron over rows, as a function of its weights, with its gradient by back-propagation
 * (Rumelhart, Hinton and Williams, Learning representations by back-propagating errors, 1986).
 *
 * <p>Rows are split into chunks, whose number depends on the number of rows only. Chunks are computed in parallel and
 * added up in order, so that the result does not depend on the number of threads. A chunk is processed in blocks, with
 * one matrix product for each layer.
 */
final class PerceptronLoss implements Objective {

    private static final int MOST_PARTS = 16;
    private static final int LEAST_ROWS_OF_A_PART = 64;

    private final PerceptronShape shape;
    private final LabelledFeatures data;
    private final Loss loss;
    private final double[] classWeights;

    /**
     * @param shape layers whose inputs are the rows' features and whose outputs are their classes
     * @param data the rows
     * @param loss the loss of one row
     * @param classWeight the weight of a row
     */
    PerceptronLoss(PerceptronShape shape, LabelledFeatures data, Loss loss, ClassWeight classWeight) {
        if (shape.width() != data.width() || shape.classes() != data.classCount()) {
            throw new TrainingException("The layers are " + shape.layers() + ", but the rows have " + data.width()
                    + " features and " + data.classCount() + " classes");
        }
        this.shape = shape;
        this.data = data;
        this.loss = loss;
        this.classWeights = classWeight.of(data);
    }

    @Override
    public int size() {
        return shape.size();
    }

    @Override
    public double evaluate(double[] point, double[] gradient) {
        return evaluate(point, IntStream.range(0, data.size()).toArray(), gradient);
    }

    /**
     * Evaluates the mean over some of the rows.
     *
     * @param point the weights, {@code [size]}; not modified
     * @param rows indexes of the rows, at least one
     * @param gradient receives the partial derivatives, {@code [size]}; with length 0 they are not computed
     */
    double evaluate(double[] point, int[] rows, double[] gradient) {
        int parts = Math.max(1, Math.min(MOST_PARTS, rows.length / LEAST_ROWS_OF_A_PART));
        double[][] slopes = new double[parts][gradient.length];
        double[] losses = new double[parts];
        IntStream.range(0, parts).parallel().forEach(part -> {
            int from = (int) ((long) rows.length * part / parts);
            int to = (int) ((long) rows.length * (part + 1) / parts);
            losses[part] =
                    new PerceptronPass(MatrixProducts.blas(), shape, point).run(this, rows, from, to, slopes[part]);
        });
        Arrays.fill(gradient, 0);
        double sum = 0;
        for (int part = 0; part < parts; part++) {
            sum += losses[part];
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += slopes[part][i];
            }
        }
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= rows.length;
        }
        return sum / rows.length;
    }

    /** The mean loss of all rows. */
    double value(double[] point) {
        return evaluate(point, IntStream.range(0, data.size()).toArray(), new double[0]);
    }

    /** Copies a row's features into a block. */
    void copyRow(int row, double[] block, int at) {
        float[] features = data.rows()[row];
        for (int j = 0; j < features.length; j++) {
            block[at + j] = features[j];
        }
    }

    /** Replaces a row's logits by the partial derivatives of its loss, and returns the loss. */
    double rowLoss(int row, double[] logits) {
        int truth = data.classes()[row];
        double value = loss.of(logits, truth) * classWeights[truth];
        for (int c = 0; c < logits.length; c++) {
            logits[c] *= classWeights[truth];
        }
        return value;
    }
}
