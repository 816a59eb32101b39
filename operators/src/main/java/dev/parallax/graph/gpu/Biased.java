package dev.parallax.graph.gpu;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.parallax.graph.Constants;
import dev.parallax.graph.GraphEdit;
import dev.parallax.graph.ModelGraph;
import java.util.List;
import java.util.Optional;

/**
 * A value to which a constant vector is added along the last axis.
 *
 * @param value the value
 * @param name the name of the vector
 * @param bias the vector
 */
record Biased(String value, String name, float[] bias) {

    /**
     * The sum that a node computes.
     *
     * @param width elements of the vector
     * @return empty if the node is no Add of a vector of that width
     */
    static Optional<Biased> of(NodeProto add, long width, ModelGraph graph) {
        if (!ModelGraph.is(add, "Add")) {
            return Optional.empty();
        }
        for (int i = 0; i < 2; i++) {
            Optional<float[]> bias = vector(add.getInput(i), width, graph);
            if (bias.isPresent()) {
                return Optional.of(new Biased(add.getInput(1 - i), add.getInput(i), bias.get()));
            }
        }
        return Optional.empty();
    }

    /**
     * As {@link #of}, where the value is a product: its bias. The shift of a normalisation, which is added in the same
     * way, belongs to the normalisation.
     */
    static Optional<Biased> ofProduct(NodeProto add, long width, ModelGraph graph) {
        return of(add, width, graph)
                .filter(biased -> graph.producer(biased.value(), "MatMul").isPresent());
    }

    /** The elements of a constant vector of 32-bit floats; empty if a value is none of that width. */
    static Optional<float[]> vector(String value, long width, ModelGraph graph) {
        return graph.constant(value)
                .filter(tensor -> tensor.getDimsList().equals(List.of(width)))
                .flatMap(Constants::floats);
    }

    /** The name of a constant that can be read anywhere: a copy, if a node further down makes it. */
    static String anywhere(String value, ModelGraph graph, GraphEdit edit) {
        Optional<TensorProto> constant = graph.producer(value).flatMap(node -> graph.constant(value));
        return constant.map(tensor -> edit.constant(value, tensor)).orElse(value);
    }
}
