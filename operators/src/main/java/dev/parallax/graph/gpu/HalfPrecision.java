package dev.parallax.graph.gpu;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.parallax.graph.GraphEdit;
import dev.parallax.graph.HalfFloats;
import dev.parallax.graph.ModelGraph;
import dev.parallax.graph.Rewriting;
import dev.parallax.graph.Shapes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Weights and activations in half precision, where {@link HalfRules} says so. Inputs and outputs of the graph keep
 * their types.
 *
 * <p>ONNX Runtime has few kernels of half precision for CPUs. It computes the others in 32-bit floats, and leaves out
 * the rounding between two of them. {@link Form#ROUNDED} is the graph in 32-bit floats that rounds each result as a GPU
 * does, so that the error can be measured without one.
 */
final class HalfPrecision implements Rewriting {

    /** The ways in which a graph has numbers of half precision. */
    enum Form {
        /** As values of that type. */
        HALF,
        /** As 32-bit floats, rounded after each operator. */
        ROUNDED
    }

    private final Form form;

    HalfPrecision(Form form) {
        this.form = form;
    }

    @Override
    public String name() {
        return "fp16";
    }

    @Override
    public Result apply(ModelGraph graph, Shapes shapes) {
        HalfRules rules = new HalfRules(graph, shapes);
        Changes changes = new Changes(graph, rules, form);
        int places = 0;
        for (NodeProto node : graph.nodes()) {
            boolean half = node.getOutputList().stream().anyMatch(rules::isHalf);
            if (half) {
                changes.lower(node);
                places++;
            } else {
                changes.keep(node);
            }
        }
        return places == 0 ? new Result(graph, 0) : new Result(changes.edit.done(), places);
    }

    private static final class Changes {

        private final ModelGraph graph;
        private final HalfRules rules;
        private final boolean rounded;
        private final GraphEdit edit;
        /** Values that the caller or a graph within a node reads by their names. */
        private final Set<String> named = new HashSet<>();
        /** Names of values in half precision, and of constants. */
        private final Map<String, String> halves = new HashMap<>();
        /** Names of values of half precision as 32-bit floats. */
        private final Map<String, String> floats = new HashMap<>();

        Changes(ModelGraph graph, HalfRules rules, Form form) {
            this.graph = graph;
            this.rules = rules;
            this.rounded = form == Form.ROUNDED;
            this.edit = graph.edit();
            GraphProto proto = graph.model().getGraph();
            proto.getOutputList().forEach(output -> named.add(output.getName()));
            for (NodeProto node : graph.nodes()) {
                Set<String> inner = new HashSet<>(ModelGraph.readBy(node));
                node.getInputList().forEach(inner::remove);
                named.addAll(inner);
            }
        }

        /** Computes a node in half precision. */
        void lower(NodeProto node) {
            List<NodeProto> nodes = new ArrayList<>();
            NodeProto.Builder changed = node.toBuilder();
            for (int i = 0; i < node.getInputCount(); i++) {
                String input = node.getInput(i);
                if (rules.isHalf(input) || rules.isFloat(input)) {
                    changed.setInput(i, half(input, nodes));
                }
            }
            List<NodeProto> after = new ArrayList<>();
            for (int i = 0; i < node.getOutputCount(); i++) {
                String output = node.getOutput(i);
                if (output.isEmpty()) {
                    continue;
                }
                if (rounded) {
                    halves.put(output, output);
                    if (!HalfRules.MOVES.contains(node.getOpType())) {
                        String exact = edit.unused(output + "/exact");
                        changed.setOutput(i, exact);
                        round(exact, output, after);
                    }
                } else if (named.contains(output)) {
                    String half = edit.unused(output + "/half");
                    changed.setOutput(i, half);
                    halves.put(output, half);
                    floats.put(output, output);
                    after.add(cast(half, output, TensorProto.DataType.FLOAT));
                }
            }
            nodes.add(changed.build());
            nodes.addAll(after);
            edit.replace(node, nodes);
        }

        /** Computes a node as it is; what it reads of half precision becomes 32-bit floats. */
        void keep(NodeProto node) {
            if (rounded) {
                return;
            }
            List<NodeProto> nodes = new ArrayList<>();
            NodeProto.Builder changed = node.toBuilder();
            for (int i = 0; i < node.getInputCount(); i++) {
                if (rules.isHalf(node.getInput(i))) {
                    // A shape is the same in both.
                    changed.setInput(
                            i,
                            ModelGraph.is(node, "Shape")
                                    ? halves.getOrDefault(node.getInput(i), node.getInput(i))
                                    : single(node.getInput(i), nodes));
                }
            }
            if (!changed.getInputList().equals(node.getInputList())) {
                nodes.add(changed.build());
                edit.replace(node, nodes);
            }
        }

        private String half(String value, List<NodeProto> nodes) {
            if (rules.isHalf(value)) {
                return halves.getOrDefault(value, value);
            }
            return halves.computeIfAbsent(value, name -> {
                if (graph.constant(name).isPresent()) {
                    TensorProto constant = graph.constant(name).get();
                    return edit.constant(
                            name + "/half", rounded ? HalfFloats.rounded(constant) : HalfFloats.halves(constant));
                }
                String half = edit.unused(name + "/half");
                if (rounded) {
                    round(name, half, nodes);
                } else {
                    nodes.add(cast(name, half, TensorProto.DataType.FLOAT16));
                }
                return half;
            });
        }

        private String single(String value, List<NodeProto> nodes) {
            return floats.computeIfAbsent(value, name -> {
                String single = edit.unused(name + "/single");
                nodes.add(cast(halves.getOrDefault(name, name), single, TensorProto.DataType.FLOAT));
                return single;
            });
        }

        private void round(String value, String result, List<NodeProto> nodes) {
            String half = edit.unused(value + "/rounded");
            nodes.add(cast(value, half, TensorProto.DataType.FLOAT16));
            nodes.add(cast(half, result, TensorProto.DataType.FLOAT));
        }

        private NodeProto cast(String value, String result, TensorProto.DataType type) {
            return edit.node("Cast", value + "/cast", value)
                    .setOutput(0, result)
                    .addAttribute(AttributeProto.newBuilder()
                            .setName("to")
                            .setType(AttributeProto.AttributeType.INT)
                            .setI(type.getNumber()))
                    .build();
        }
    }
}
