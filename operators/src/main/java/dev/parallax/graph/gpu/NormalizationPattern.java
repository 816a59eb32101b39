package dev.parallax.graph.gpu;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.parallax.graph.ModelGraph;
import dev.parallax.graph.NormalizedRows;
import dev.parallax.graph.Shapes;
import dev.parallax.graph.Shapes.Size;
import java.util.List;
import java.util.Optional;

/**
 * A layer normalisation along the last axis, with constant scale and shift: the operator, or primitive operators.
 *
 * @param last the node that computes the result
 * @param input the value that is normalised
 * @param scale the name of the scale {@code [width]}
 * @param shift the name of the shift {@code [width]}
 * @param epsilon the number that is added to the variance
 * @param interior the values that need not be computed if the operator takes the place of primitive ones
 */
record NormalizationPattern(
        NodeProto last, String input, String scale, String shift, float epsilon, List<String> interior) {

    private static final float DEFAULT_EPSILON = 1e-5f;

    /** The normalisation whose result a node computes. */
    static Optional<NormalizationPattern> of(NodeProto node, ModelGraph graph, Shapes shapes) {
        Optional<Long> width = width(node, shapes);
        if (width.isEmpty()) {
            return Optional.empty();
        }
        if (ModelGraph.is(node, "LayerNormalization")) {
            boolean plain = NormalizedRows.isOperator(node, graph, shapes)
                    && node.getInputCount() == 3
                    && Biased.vector(node.getInput(1), width.get(), graph).isPresent()
                    && Biased.vector(node.getInput(2), width.get(), graph).isPresent();
            float epsilon = ModelGraph.attribute(node, "epsilon")
                    .map(AttributeProto::getF)
                    .orElse(DEFAULT_EPSILON);
            return plain
                    ? Optional.of(new NormalizationPattern(
                            node, node.getInput(0), node.getInput(1), node.getInput(2), epsilon, List.of()))
                    : Optional.empty();
        }
        return Biased.of(node, width.get(), graph)
                .flatMap(shifted -> graph.producer(shifted.value(), "Mul")
                        .flatMap(scaled -> primitive(node, shifted, scaled, width.get(), graph, shapes)));
    }

    private static Optional<Long> width(NodeProto node, Shapes shapes) {
        if (node.getOutputCount() == 0 || !shapes.isFloat(node.getOutput(0))) {
            return Optional.empty();
        }
        return shapes.of(node.getOutput(0))
                .filter(shape -> shape.size() == 3)
                .map(shape -> shape.get(2))
                .filter(Size::isNumber)
                .map(Size::number);
    }

    private static Optional<NormalizationPattern> primitive(
            NodeProto last, Biased shifted, NodeProto scaled, long width, ModelGraph graph, Shapes shapes) {
        for (int i = 0; i < 2; i++) {
            String scale = scaled.getInput(i);
            Optional<NormalizedRows> rows = graph.producer(scaled.getInput(1 - i))
                    .flatMap(quotient -> NormalizedRows.of(quotient, graph, shapes));
            if (rows.isPresent() && Biased.vector(scale, width, graph).isPresent()) {
                NodeProto quotient = rows.get().quotient();
                return Optional.of(new NormalizationPattern(
                        last,
                        rows.get().input(),
                        scale,
                        shifted.name(),
                        (float) rows.get().epsilon(),
                        List.of(
                                scaled.getOutput(0),
                                quotient.getOutput(0),
                                quotient.getInput(0),
                                rows.get().square().getOutput(0))));
            }
        }
        return Optional.empty();
    }
}
