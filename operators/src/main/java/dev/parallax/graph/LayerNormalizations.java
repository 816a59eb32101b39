package dev.parallax.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.parallax.graph.Shapes.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Layer normalisation in primitive operators that ONNX Runtime does not fuse: its fused kernel for CPUs is not
 * vectorised, and the primitive operators are.
 *
 * <p>An export has either the operator {@code LayerNormalization} (opset 17), which is written out, or ReduceMean, Sub,
 * Pow, ReduceMean, Add, Sqrt and Div, which ONNX Runtime recognises: there the square becomes a product, and the
 * division a product with the reciprocal. Both change a result by rounding only.
 */
final class LayerNormalizations implements Rewriting {

    private static final float DEFAULT_EPSILON = 1e-5f;

    @Override
    public String name() {
        return "layer-normalization";
    }

    @Override
    public Result apply(ModelGraph graph, Shapes shapes) {
        GraphEdit edit = graph.edit();
        int places = 0;
        for (NodeProto node : graph.nodes()) {
            if (ModelGraph.is(node, "LayerNormalization") && isOverLastAxis(node, graph, shapes)) {
                edit.replace(node, writtenOut(node, graph, edit));
                places++;
            } else if (ModelGraph.is(node, "Div")) {
                Optional<NodeProto> square = squareOfLayerNormalization(node, graph, shapes);
                if (square.isPresent()) {
                    unfuse(node, square.get(), edit);
                    places++;
                }
            }
        }
        return places == 0 ? new Result(graph, 0) : new Result(edit.done(), places);
    }

    private static boolean isOverLastAxis(NodeProto node, ModelGraph graph, Shapes shapes) {
        String result = node.getOutput(0);
        boolean oneOutput = node.getOutputList().stream()
                .skip(1)
                .allMatch(output -> output.isEmpty() || (graph.consumers(output).isEmpty() && !graph.isOutput(output)));
        Optional<List<Size>> shape = shapes.of(result);
        if (!oneOutput || shape.isEmpty() || !shapes.isFloat(result)) {
            return false;
        }
        return Axes.isLast(ModelGraph.integer(node, "axis", -1), shape.get().size());
    }

    private static List<NodeProto> writtenOut(NodeProto node, ModelGraph graph, GraphEdit edit) {
        List<NodeProto> nodes = new ArrayList<>();
        String x = node.getInput(0);
        float epsilon =
                ModelGraph.attribute(node, "epsilon").map(AttributeProto::getF).orElse(DEFAULT_EPSILON);
        String base = node.getOutput(0);
        String mean = add(Axes.overLast(edit, graph, "ReduceMean", base + "/mean", x), nodes);
        String centred = add(edit.node("Sub", base + "/centred", x, mean), nodes);
        String square = add(edit.node("Mul", base + "/square", centred, centred), nodes);
        String variance = add(Axes.overLast(edit, graph, "ReduceMean", base + "/variance", square), nodes);
        String constant = edit.constant(base + "/epsilon", Constants.floats(new float[] {epsilon}));
        String stable = add(edit.node("Add", base + "/stable_variance", variance, constant), nodes);
        String deviation = add(edit.node("Sqrt", base + "/deviation", stable), nodes);
        String reciprocal = add(edit.node("Reciprocal", base + "/reciprocal", deviation), nodes);
        String normal = add(edit.node("Mul", base + "/normal", centred, reciprocal), nodes);
        boolean bias = node.getInputCount() > 2 && !node.getInput(2).isEmpty();
        NodeProto.Builder scaled = edit.node("Mul", base + "/scaled", normal, node.getInput(1));
        if (bias) {
            String product = add(scaled, nodes);
            scaled = edit.node("Add", base + "/shifted", product, node.getInput(2));
        }
        nodes.add(scaled.setOutput(0, base).build());
        return nodes;
    }

    private static String add(NodeProto.Builder node, List<NodeProto> nodes) {
        nodes.add(node.build());
        return node.getOutput(0);
    }

    /** The node with the squares, if the quotient is that of a layer normalisation as ONNX Runtime recognises it. */
    private static Optional<NodeProto> squareOfLayerNormalization(NodeProto div, ModelGraph graph, Shapes shapes) {
        String centred = div.getInput(0);
        return graph.producer(centred, "Sub")
                .filter(sub -> isMean(sub.getInput(1), sub.getInput(0), graph, shapes))
                .flatMap(sub -> graph.producer(div.getInput(1), "Sqrt"))
                .flatMap(sqrt -> graph.producer(sqrt.getInput(0), "Add"))
                .flatMap(add -> variance(add, graph))
                .filter(mean -> Axes.isMeanOverLast(mean, graph, shapes))
                .flatMap(mean -> graph.producer(mean.getInput(0)))
                .filter(square -> isSquare(square, centred, graph));
    }

    private static boolean isMean(String value, String of, ModelGraph graph, Shapes shapes) {
        return graph.producer(value, "ReduceMean")
                .filter(mean -> mean.getInput(0).equals(of) && Axes.isMeanOverLast(mean, graph, shapes))
                .isPresent();
    }

    private static Optional<NodeProto> variance(NodeProto add, ModelGraph graph) {
        for (int i = 0; i < 2; i++) {
            Optional<TensorProto> epsilon = graph.constant(add.getInput(1 - i));
            if (epsilon.isPresent() && Constants.single(epsilon.get()).isPresent()) {
                return graph.producer(add.getInput(i), "ReduceMean");
            }
        }
        return Optional.empty();
    }

    private static boolean isSquare(NodeProto node, String of, ModelGraph graph) {
        if (!node.getInput(0).equals(of)) {
            return false;
        }
        if (ModelGraph.is(node, "Mul")) {
            return node.getInput(1).equals(of);
        }
        return ModelGraph.is(node, "Pow")
                && graph.constant(node.getInput(1)).isPresent()
                && Constants.single(graph.constant(node.getInput(1)).get()).equals(OptionalDouble.of(2));
    }

    private static void unfuse(NodeProto div, NodeProto square, GraphEdit edit) {
        String centred = div.getInput(0);
        if (ModelGraph.is(square, "Pow")) {
            edit.replace(
                    square,
                    List.of(square.toBuilder()
                            .setOpType("Mul")
                            .clearInput()
                            .addInput(centred)
                            .addInput(centred)
                            .build()));
        }
        NodeProto reciprocal = edit.node("Reciprocal", div.getOutput(0) + "/reciprocal", div.getInput(1))
                .build();
        edit.replace(
                div,
                List.of(
                        reciprocal,
                        div.toBuilder()
                                .setOpType("Mul")
                                .setInput(1, reciprocal.getOutput(0))
                                .build()));
    }
}
