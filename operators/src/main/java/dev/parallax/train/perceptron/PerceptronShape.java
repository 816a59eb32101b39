package dev.parallax.train.perceptron;

import dev.parallax.train.data.TrainingException;
import java.util.List;

/**
 * The layer sizes of a multilayer perceptron, and the offsets of each layer's weights in one flat array: for each layer
 * the column-major matrix {@code [outputs, inputs]}, then the biases {@code [outputs]}. This is the layout of
 * {@code weights} of Spark's {@code MultilayerPerceptronClassificationModel}.
 *
 * @param layers sizes from the features over the hidden layers to the classes: at least 2, the last at least 2, all
 *     others at least 1
 */
public record PerceptronShape(List<Integer> layers) {

    /** Checks and copies the sizes. */
    public PerceptronShape {
        layers = List.copyOf(layers);
        if (layers.size() < 2 || layers.stream().anyMatch(size -> size < 1) || layers.get(layers.size() - 1) < 2) {
            throw new TrainingException("A perceptron has the layers " + layers
                    + ": expected the number of features, perhaps hidden layers, and 2 classes or more");
        }
        long size = 0;
        for (int k = 0; k < layers.size() - 1; k++) {
            size += (layers.get(k) + 1L) * layers.get(k + 1);
        }
        if (size > Integer.MAX_VALUE - 8) {
            throw new TrainingException("A perceptron of the layers " + layers + " has " + size + " weights: expected "
                    + (Integer.MAX_VALUE - 8) + " at most");
        }
    }

    /** Number of features, the inputs of the first layer. */
    public int width() {
        return layers.get(0);
    }

    /** Number of classes: outputs of the last layer. */
    public int classes() {
        return layers.get(layers.size() - 1);
    }

    /** Number of layers that have weights. */
    int depth() {
        return layers.size() - 1;
    }

    /** Number of inputs of layer {@code k} of those with weights. */
    int inputs(int k) {
        return layers.get(k);
    }

    /** Number of outputs of layer {@code k} of those with weights. */
    int outputs(int k) {
        return layers.get(k + 1);
    }

    /** Offset of the matrix of layer {@code k}. */
    int matrixAt(int k) {
        int at = 0;
        for (int before = 0; before < k; before++) {
            at += (inputs(before) + 1) * outputs(before);
        }
        return at;
    }

    /** Offset of the biases of layer {@code k}. */
    int biasesAt(int k) {
        return matrixAt(k) + inputs(k) * outputs(k);
    }

    /** Number of weights and biases. */
    public int size() {
        return matrixAt(depth());
    }
}
