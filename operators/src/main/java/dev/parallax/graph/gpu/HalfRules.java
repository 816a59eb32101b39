package dev.parallax.graph.gpu;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.parallax.graph.HalfFloats;
import dev.parallax.graph.ModelGraph;
import dev.parallax.graph.Shapes;
import dev.parallax.graph.Shapes.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The choice of the values that are computed in half precision. It begins at products with constant matrices, at
 * attention and at embeddings. From there it spreads through additions, activations, normalisations and changes of
 * shape, as far as all numbers that they read are in half precision.
 *
 * <p>Everything else stays in 32-bit floats: softmax, sums and means, powers and roots, what is computed from the mask,
 * constants that half precision cannot hold, and products of one vector a text, which are those of the head.
 */
final class HalfRules {

    /** Operators whose result has its numbers from an input as they are. */
    static final Set<String> MOVES = Set.of(
            "Concat", "Expand", "Gather", "Identity", "Reshape", "Slice", "Split", "Squeeze", "Transpose", "Unsqueeze");

    /** Operators whose kernels for GPUs add up in 32-bit floats, or do not add up. */
    private static final Set<String> SPREADS = Set.of(
            "Add",
            "BiasGelu",
            "Div",
            "Erf",
            "FastGelu",
            "Gelu",
            "LayerNormalization",
            "MatMul",
            "Max",
            "Min",
            "Mul",
            "Neg",
            "Relu",
            "Sigmoid",
            "SkipLayerNormalization",
            "Sub",
            "Tanh",
            "Where");

    private static final int WITH_TOKENS = 3;

    private final ModelGraph graph;
    private final Shapes shapes;
    private final Set<String> values = new HashSet<>();

    HalfRules(ModelGraph graph, Shapes shapes) {
        this.graph = graph;
        this.shapes = shapes;
        for (NodeProto node : graph.nodes()) {
            if (isHalf(node)) {
                node.getOutputList().stream()
                        .filter(output -> !output.isEmpty())
                        .forEach(values::add);
            }
        }
    }

    /** Whether a value is computed in half precision. */
    boolean isHalf(String value) {
        return values.contains(value);
    }

    /** Whether a value is a number or numbers in 32-bit floats, as the graph has it. */
    boolean isFloat(String value) {
        return shapes.isFloat(value)
                || graph.constant(value)
                        .filter(tensor -> tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE)
                        .isPresent();
    }

    private boolean isHalf(NodeProto node) {
        boolean known = node.getDomain().isEmpty()
                || node.getDomain().equals("ai.onnx")
                || node.getDomain().equals(Fusions.DOMAIN);
        boolean floats = node.getOutputCount() > 0
                && node.getOutputList().stream().allMatch(output -> output.isEmpty() || shapes.isFloat(output));
        if (!known || !floats || graph.constant(node.getOutput(0)).isPresent() || !constantsFit(node)) {
            return false;
        }
        return switch (node.getOpType()) {
            case "Attention" -> true;
            case "MatMul", "Gemm" -> isConstant(node.getInput(1)) ? isWide(node) : spreads(node);
            case "Gather" -> isConstant(node.getInput(0)) || spreads(node);
            default -> (SPREADS.contains(node.getOpType()) || MOVES.contains(node.getOpType())) && spreads(node);
        };
    }

    private boolean constantsFit(NodeProto node) {
        return node.getInputList().stream()
                .filter(this::isFloat)
                .flatMap(value -> graph.constant(value).stream())
                .allMatch(HalfFloats::canHold);
    }

    private boolean isConstant(String value) {
        return graph.constant(value).isPresent();
    }

    /** Whether a result has a vector for each token. */
    private boolean isWide(NodeProto product) {
        Optional<List<Size>> shape = shapes.of(product.getOutput(0));
        return shape.isPresent()
                && (shape.get().size() >= WITH_TOKENS || shape.get().contains(Size.OTHER));
    }

    /** Whether all numbers that a node reads are in half precision, and not all of them are constants. */
    private boolean spreads(NodeProto node) {
        List<String> read = node.getInputList().stream()
                .filter(value -> !value.isEmpty() && isFloat(value) && !isConstant(value))
                .toList();
        return !read.isEmpty() && values.containsAll(read);
    }
}
