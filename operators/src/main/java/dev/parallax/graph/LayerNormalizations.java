package dev.parallax.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
            if (NormalizedRows.isOperator(node, graph, shapes)) {
                edit.replace(node, writtenOut(node, graph, edit));
                places++;
            } else if (ModelGraph.is(node, "Div")) {
                Optional<NormalizedRows> rows = NormalizedRows.of(node, graph, shapes);
                if (rows.isPresent()) {
                    unfuse(node, rows.get().square(), edit);
                    places++;
                }
            }
        }
        return places == 0 ? new Result(graph, 0) : new Result(edit.done(), places);
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
