package dev.parallax.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.parallax.graph.Shapes.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The axes that a node works along, which are an attribute or an input by operator and opset, and may be negative. */
public final class Axes {

    /** From this opset on ReduceMean and ReduceMax have their axes as an input. */
    private static final long AXES_ARE_AN_INPUT = 18;

    private Axes() {}

    /** Whether an axis is the last of a tensor. */
    public static boolean isLast(long axis, int rank) {
        return axis == -1 || axis == rank - 1;
    }

    /** Whether a node reduces its first input along the last axis alone, which stays with size 1. */
    static boolean isReductionOfLast(NodeProto node, ModelGraph graph, Shapes shapes) {
        Optional<List<Size>> shape = shapes.of(node.getOutput(0));
        Optional<List<Long>> axes = of(node, graph, 1);
        return ModelGraph.integer(node, "keepdims", 1) == 1
                && axes.isPresent()
                && axes.get().size() == 1
                && (axes.get().get(0) == -1
                        || (shape.isPresent()
                                && isLast(axes.get().get(0), shape.get().size())));
    }

    /** A ReduceMean or ReduceMax of a value along its last axis, which stays with size 1. */
    static NodeProto.Builder overLast(GraphEdit edit, ModelGraph graph, String operator, String output, String value) {
        NodeProto.Builder node = edit.node(operator, output, value);
        if (graph.opset() >= AXES_ARE_AN_INPUT) {
            return node.addInput(edit.constant(output + "/axes", Constants.integers(new long[] {-1}, 1)));
        }
        return node.addAttribute(AttributeProto.newBuilder()
                .setName("axes")
                .setType(AttributeProto.AttributeType.INTS)
                .addInts(-1));
    }

    /** Whether a node is the mean along the last axis, which stays with size 1. */
    public static boolean isMeanOverLast(NodeProto node, ModelGraph graph, Shapes shapes) {
        return ModelGraph.is(node, "ReduceMean") && isReductionOfLast(node, graph, shapes);
    }

    /**
     * The axes as a node names them; empty if they are not the same for all texts, or not named.
     *
     * @param input the place among the inputs where later opsets have them
     */
    static Optional<List<Long>> of(NodeProto node, ModelGraph graph, int input) {
        return integers(node, "axes", graph, input);
    }

    /** Integers that are an attribute or a constant input; empty if they are neither. */
    static Optional<List<Long>> integers(NodeProto node, String attribute, ModelGraph graph, int input) {
        Optional<List<Long>> named = ModelGraph.attribute(node, attribute).map(AttributeProto::getIntsList);
        if (named.isPresent() || node.getInputCount() <= input) {
            return named;
        }
        return graph.constant(node.getInput(input))
                .flatMap(Constants::integers)
                .map(values -> Arrays.stream(values).boxed().toList());
    }
}
