package dev.parallax.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.parallax.graph.Shapes.Size;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The quotient of a layer normalisation in primitive operators: deviations from the mean along the last axis, divided
 * by the standard deviation along it.
 *
 * @param quotient the Div, or the Mul by a Reciprocal
 * @param square the node with the squares of the deviations
 * @param input the value that is normalised
 * @param epsilon the number that is added to the variance
 */
public record NormalizedRows(NodeProto quotient, NodeProto square, String input, double epsilon) {

    /** Whether a node is the operator LayerNormalization along the last axis, and nothing reads its other results. */
    public static boolean isOperator(NodeProto node, ModelGraph graph, Shapes shapes) {
        if (!ModelGraph.is(node, "LayerNormalization")) {
            return false;
        }
        String result = node.getOutput(0);
        boolean oneOutput = node.getOutputList().stream()
                .skip(1)
                .allMatch(output -> output.isEmpty() || (graph.consumers(output).isEmpty() && !graph.isOutput(output)));
        Optional<List<Size>> shape = shapes.of(result);
        return oneOutput
                && shape.isPresent()
                && shapes.isFloat(result)
                && Axes.isLast(ModelGraph.integer(node, "axis", -1), shape.get().size());
    }

    /** The quotient that a node computes; empty if it is none of a layer normalisation. */
    public static Optional<NormalizedRows> of(NodeProto quotient, ModelGraph graph, Shapes shapes) {
        if (ModelGraph.is(quotient, "Div")) {
            return of(quotient, quotient.getInput(0), quotient.getInput(1), graph, shapes);
        }
        if (ModelGraph.is(quotient, "Mul")) {
            for (int i = 0; i < 2; i++) {
                Optional<NodeProto> reciprocal = graph.producer(quotient.getInput(i), "Reciprocal");
                if (reciprocal.isPresent()) {
                    String deviation = reciprocal.get().getInput(0);
                    return of(quotient, quotient.getInput(1 - i), deviation, graph, shapes);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<NormalizedRows> of(
            NodeProto quotient, String centred, String deviation, ModelGraph graph, Shapes shapes) {
        Optional<NodeProto> difference =
                graph.producer(centred, "Sub").filter(sub -> isMean(sub.getInput(1), sub.getInput(0), graph, shapes));
        Optional<NodeProto> sum =
                graph.producer(deviation, "Sqrt").flatMap(sqrt -> graph.producer(sqrt.getInput(0), "Add"));
        if (difference.isEmpty() || sum.isEmpty()) {
            return Optional.empty();
        }
        for (int i = 0; i < 2; i++) {
            OptionalDouble epsilon = number(sum.get().getInput(1 - i), graph);
            Optional<NodeProto> square = graph.producer(sum.get().getInput(i), "ReduceMean")
                    .filter(mean -> Axes.isMeanOverLast(mean, graph, shapes))
                    .flatMap(mean -> graph.producer(mean.getInput(0)))
                    .filter(node -> isSquare(node, centred, graph));
            if (epsilon.isPresent() && square.isPresent()) {
                String input = difference.get().getInput(0);
                return Optional.of(new NormalizedRows(quotient, square.get(), input, epsilon.getAsDouble()));
            }
        }
        return Optional.empty();
    }

    private static boolean isMean(String value, String of, ModelGraph graph, Shapes shapes) {
        return graph.producer(value, "ReduceMean")
                .filter(mean -> mean.getInput(0).equals(of) && Axes.isMeanOverLast(mean, graph, shapes))
                .isPresent();
    }

    private static OptionalDouble number(String value, ModelGraph graph) {
        Optional<TensorProto> constant = graph.constant(value);
        return constant.isPresent() ? Constants.single(constant.get()) : OptionalDouble.empty();
    }

    private static boolean isSquare(NodeProto node, String of, ModelGraph graph) {
        if (!node.getInput(0).equals(of)) {
            return false;
        }
        if (ModelGraph.is(node, "Mul")) {
            return node.getInput(1).equals(of);
        }
        return ModelGraph.is(node, "Pow") && number(node.getInput(1), graph).equals(OptionalDouble.of(2));
    }
}
