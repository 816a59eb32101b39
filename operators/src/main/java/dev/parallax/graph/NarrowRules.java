package dev.parallax.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.parallax.graph.Shapes.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules by which a node can compute the first position of its result alone: which of its inputs it then reads in
 * full, and of which it needs the first position along an axis. A node without a rule is computed in full.
 */
final class NarrowRules {

    /**
     * An input of a node that computes one position.
     *
     * @param value the value that is read
     * @param axis the axis along which the first position is enough, or {@link #FULL}, or {@link #UNREAD}
     */
    record Input(String value, int axis) {

        /** All of the value is read. */
        static final int FULL = -1;
        /** Nothing of the value is read: the node has a constant in its place. */
        static final int UNREAD = -2;
    }

    private static final Set<String> ELEMENTWISE = Set.of(
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Pow",
            "Min",
            "Max",
            "Where",
            "And",
            "Or",
            "Not",
            "Equal",
            "Greater",
            "Less",
            "Cast",
            "Identity",
            "Sqrt",
            "Reciprocal",
            "Erf",
            "Tanh",
            "Sigmoid",
            "Relu",
            "Neg",
            "Abs",
            "Exp",
            "Log",
            "Gelu",
            "Clip");
    private static final Set<String> REDUCTIONS = Set.of("ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin");
    private static final int NEGATIVE_SOFTMAX_AXIS = 13;

    private final ModelGraph graph;
    private final Shapes shapes;

    NarrowRules(ModelGraph graph, Shapes shapes) {
        this.graph = graph;
        this.shapes = shapes;
    }

    /**
     * The inputs of a node that computes the first position along an axis of its only result.
     *
     * @param axis an axis of the size {@link Size#TOKENS}
     * @return one for each input, in their order; empty if the node has to compute all positions
     */
    Optional<List<Input>> inputs(NodeProto node, int axis) {
        Optional<List<Size>> result = shapes.of(node.getOutput(0));
        if (result.isEmpty() || !(node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx"))) {
            return Optional.empty();
        }
        int rank = result.get().size();
        String operator = node.getOpType();
        if (ELEMENTWISE.contains(operator)) {
            return elementwise(node, result.get(), axis);
        }
        if (REDUCTIONS.contains(operator)) {
            return axis < rank - 1 && Axes.isReductionOfLast(node, graph, shapes)
                    ? first(node, axis)
                    : Optional.empty();
        }
        return switch (operator) {
            case "MatMul" -> axis == rank - 2 && rank(node.getInput(0)) == rank ? first(node, axis) : Optional.empty();
            case "LayerNormalization" ->
                axis < rank - 1 && Axes.isLast(ModelGraph.integer(node, "axis", -1), rank)
                        ? first(node, axis)
                        : Optional.empty();
            case "Softmax" -> axis < rank - 1 && isOverLast(node, rank) ? first(node, axis) : Optional.empty();
            case "Transpose" -> transpose(node, axis);
            case "Reshape" ->
                narrowShape(node, axis)
                        .map(shape ->
                                List.of(new Input(node.getInput(0), axis), new Input(node.getInput(1), Input.UNREAD)));
            case "Slice" ->
                Axes.of(node, graph, 3)
                        .filter(axes -> axes.stream().allMatch(sliced -> sliced >= 0 && sliced != axis))
                        .flatMap(axes -> first(node, axis));
            default -> Optional.empty();
        };
    }

    /**
     * The shape that a Reshape has when it computes one position: the sizes up to the axis are the input's, which 0
     * stands for, and those behind it are numbers.
     */
    Optional<List<Long>> narrowShape(NodeProto reshape, int axis) {
        Optional<List<Size>> from = shapes.of(reshape.getInput(0));
        Optional<List<Size>> to = shapes.of(reshape.getOutput(0));
        if (from.isEmpty()
                || to.isEmpty()
                || from.get().size() <= axis
                || ModelGraph.integer(reshape, "allowzero", 0) != 0) {
            return Optional.empty();
        }
        List<Long> shape = new ArrayList<>();
        for (int i = 0; i < to.get().size(); i++) {
            Size size = to.get().get(i);
            if (i <= axis) {
                if (!size.equals(from.get().get(i)) || size.equals(Size.OTHER)) {
                    return Optional.empty();
                }
                shape.add(0L);
            } else if (size.isNumber()) {
                shape.add(size.number());
            } else {
                return Optional.empty();
            }
        }
        boolean numbersBehind = from.get().stream().skip(axis + 1L).allMatch(Size::isNumber);
        return numbersBehind ? Optional.of(shape) : Optional.empty();
    }

    private int rank(String value) {
        return shapes.of(value).map(List::size).orElse(-1);
    }

    private boolean isOverLast(NodeProto softmax, int rank) {
        long otherwise = graph.opset() >= NEGATIVE_SOFTMAX_AXIS ? -1 : 1;
        return Axes.isLast(ModelGraph.integer(softmax, "axis", otherwise), rank);
    }

    private Optional<List<Input>> transpose(NodeProto node, int axis) {
        return ModelGraph.attribute(node, "perm")
                .map(AttributeProto::getIntsList)
                .flatMap(order -> first(node, Math.toIntExact(order.get(axis))));
    }

    /** The first input along an axis, and the others in full. */
    private static Optional<List<Input>> first(NodeProto node, int axis) {
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < node.getInputCount(); i++) {
            inputs.add(new Input(node.getInput(i), i == 0 ? axis : Input.FULL));
        }
        return Optional.of(inputs);
    }

    private Optional<List<Input>> elementwise(NodeProto node, List<Size> result, int axis) {
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < node.getInputCount(); i++) {
            String value = unexpanded(node, i, result);
            Optional<List<Size>> shape = shape(value);
            if (shape.isEmpty()) {
                return Optional.empty();
            }
            int own = axis - (result.size() - shape.get().size());
            if (own < 0 || shape.get().get(own).equals(new Size(1))) {
                inputs.add(new Input(value, Input.FULL));
            } else if (shape.get().get(own).equals(Size.TOKENS)) {
                inputs.add(new Input(value, own));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(inputs);
    }

    /**
     * The value that an input expands, if the other inputs alone give the result its shape; the input itself if not.
     */
    private String unexpanded(NodeProto node, int input, List<Size> result) {
        String value = node.getInput(input);
        Optional<NodeProto> expand = graph.producer(value, "Expand");
        if (expand.isEmpty() || shape(expand.get().getInput(0)).isEmpty()) {
            return value;
        }
        for (int i = 0; i < node.getInputCount(); i++) {
            if (i != input && shape(node.getInput(i)).equals(Optional.of(result))) {
                return expand.get().getInput(0);
            }
        }
        return value;
    }

    private Optional<List<Size>> shape(String value) {
        Optional<List<Size>> constant = graph.constant(value)
                .map(tensor -> tensor.getDimsList().stream().map(Size::new).toList());
        return constant.isPresent() ? constant : shapes.of(value);
    }
}
