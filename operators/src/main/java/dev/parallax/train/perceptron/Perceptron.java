package dev.parallax.train.perceptron;

import dev.parallax.train.data.TrainingException;
import dev.parallax.train.model.Head;
import dev.parallax.train.model.HeadGraph;
import dev.parallax.train.optimise.Softmax;
import java.util.Arrays;
import java.util.List;

/**
 * A multilayer perceptron as Spark ML's {@code MultilayerPerceptronClassificationModel}: sigmoid hidden layers and a
 * softmax output layer. Computes in double precision.
 *
 * @param shape sizes of the layers
 * @param weights weights and biases in the layout of {@link PerceptronShape}, {@code [shape.size()]}, all finite;
 *     shared, not copied
 */
public record Perceptron(PerceptronShape shape, double[] weights) implements Head {

    /** Checks the number of weights and that they are finite. */
    public Perceptron {
        if (weights.length != shape.size()) {
            throw new TrainingException("A perceptron of the layers " + shape.layers() + " has " + weights.length
                    + " weights: expected " + shape.size());
        }
        for (int i = 0; i < weights.length; i++) {
            if (!Double.isFinite(weights[i])) {
                throw new TrainingException(
                        "Weight " + i + " of a perceptron is " + weights[i] + ": expected a finite one");
            }
        }
    }

    /**
     * Creates a perceptron.
     *
     * @throws TrainingException if layers and weights do not match
     */
    public static Perceptron of(List<Integer> layers, double[] weights) {
        return new Perceptron(new PerceptronShape(layers), weights);
    }

    @Override
    public int classes() {
        return shape.classes();
    }

    @Override
    public double[] logits(float[] features) {
        double[] wide = new double[features.length];
        for (int j = 0; j < features.length; j++) {
            wide[j] = features[j];
        }
        return logits(wide);
    }

    /**
     * The logits of one row of features, {@code [classes]}: the input of the final softmax.
     *
     * @param features {@code [shape.width()]}
     * @throws TrainingException if there are more or fewer features
     */
    public double[] logits(double[] features) {
        if (features.length != shape.width()) {
            throw new TrainingException("A row has " + features.length + " features: expected " + shape.width()
                    + ", which the first layer of the perceptron reads");
        }
        double[] values = features;
        for (int k = 0; k < shape.depth(); k++) {
            double[] next = affine(k, values);
            if (k < shape.depth() - 1) {
                for (int i = 0; i < next.length; i++) {
                    next[i] = sigmoid(next[i]);
                }
            }
            values = next;
        }
        return values;
    }

    private double[] affine(int k, double[] inputs) {
        int outputs = shape.outputs(k);
        int biases = shape.biasesAt(k);
        double[] sums = Arrays.copyOfRange(weights, biases, biases + outputs);
        int at = shape.matrixAt(k);
        for (double input : inputs) {
            for (int i = 0; i < outputs; i++) {
                sums[i] += weights[at++] * input;
            }
        }
        return sums;
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** The probabilities of the classes, {@code [classes]}; see {@link #logits(double[])}. */
    public double[] probabilities(double[] features) {
        double[] probabilities = logits(features);
        Softmax.inPlace(probabilities);
        return probabilities;
    }

    /** As {@link #probabilities(double[])}, for an encoder's features. */
    public double[] probabilities(float[] features) {
        double[] probabilities = logits(features);
        Softmax.inPlace(probabilities);
        return probabilities;
    }

    /**
     * The network as an ONNX model in float32: a Gemm for each layer, with the initialisers {@code head.<k>.weight}
     * {@code [inputs, outputs]} and {@code head.<k>.bias} {@code [outputs]}, and a Sigmoid after each but the last. The
     * softmax is not part of it: the output is {@code logits}, as for every head.
     */
    @Override
    public HeadGraph toOnnx() {
        return PerceptronGraph.of(this);
    }

    /**
     * Reads a network written by {@link #toOnnx}. Its weights are the original ones rounded to float32.
     *
     * @throws TrainingException if the graph is anything else
     */
    public static Perceptron of(HeadGraph graph) {
        return PerceptronGraph.read(graph);
    }
}
