package dev.parallax.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Changes of a {@link ModelGraph}: nodes in place of others, added constants, added domains of operators. {@link #done}
 * makes the graph with the changes, without the nodes and weights that nothing reads any more. Not safe for several
 * threads.
 */
public final class GraphEdit {

    private final ModelGraph graph;
    private final IdentityHashMap<NodeProto, List<NodeProto>> replaced = new IdentityHashMap<>();
    private final List<TensorProto> added = new ArrayList<>();
    private final Map<String, Long> domains = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    GraphEdit(ModelGraph graph) {
        this.graph = graph;
        GraphProto proto = graph.model().getGraph();
        proto.getInputList().forEach(value -> names.add(value.getName()));
        proto.getInitializerList().forEach(value -> names.add(value.getName()));
        addNames(proto, names);
    }

    private static void addNames(GraphProto proto, Set<String> names) {
        for (NodeProto node : proto.getNodeList()) {
            names.add(node.getName());
            names.addAll(node.getOutputList());
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasG()) {
                    addNames(attribute.getG(), names);
                }
                attribute.getGraphsList().forEach(inner -> addNames(inner, names));
            }
        }
    }

    /** A name that the graph does not use: the wanted one, if that is free. The name is taken from then on. */
    public String unused(String wanted) {
        String name = wanted;
        for (int n = 1; !names.add(name); n++) {
            name = wanted + "_" + n;
        }
        return name;
    }

    /** Puts nodes, in their order, where another one was. */
    @CanIgnoreReturnValue
    public GraphEdit replace(NodeProto node, List<NodeProto> others) {
        replaced.put(node, List.copyOf(others));
        return this;
    }

    /**
     * Adds a constant.
     *
     * @param tensor the constant, without its name
     * @return the name that it has in the graph
     */
    public String constant(String wanted, TensorProto tensor) {
        String name = unused(wanted);
        added.add(tensor.toBuilder().setName(name).build());
        return name;
    }

    /** A node of a standard operator with one output, which has an unused name; not yet part of the graph. */
    public NodeProto.Builder node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(unused(output + "/" + operator))
                .addAllInput(List.of(inputs))
                .addOutput(unused(output));
    }

    /** Makes operators of a domain usable, if the model does not use the domain yet. */
    @CanIgnoreReturnValue
    public GraphEdit domain(String domain, long version) {
        domains.put(domain, version);
        return this;
    }

    /** The graph with the changes. */
    public ModelGraph done() {
        List<NodeProto> nodes = new ArrayList<>();
        for (NodeProto node : graph.nodes()) {
            nodes.addAll(replaced.getOrDefault(node, List.of(node)));
        }
        GraphProto before = graph.model().getGraph();
        List<TensorProto> constants = new ArrayList<>(before.getInitializerList());
        constants.addAll(added);
        GraphProto.Builder proto =
                before.toBuilder().clearNode().clearInitializer().clearValueInfo();
        ModelGraph whole = ModelGraph.of(
                graph.model().toBuilder().setGraph(proto.addAllNode(nodes)).build());
        Set<String> needed = needed(whole);
        proto.clearNode();
        nodes.stream()
                .filter(node -> node.getOutputList().stream().anyMatch(needed::contains))
                .forEach(proto::addNode);
        constants.stream().filter(tensor -> needed.contains(tensor.getName())).forEach(proto::addInitializer);
        ModelProto.Builder model = graph.model().toBuilder().setGraph(proto);
        domains.forEach((domain, version) -> {
            if (graph.opset(domain) == 0) {
                model.addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version));
            }
        });
        return ModelGraph.of(model.build());
    }

    /** The values that the outputs are computed of, themselves among them. */
    private static Set<String> needed(ModelGraph graph) {
        Set<String> needed = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        graph.model().getGraph().getOutputList().forEach(output -> open.add(output.getName()));
        while (!open.isEmpty()) {
            String value = open.remove();
            if (needed.add(value)) {
                graph.producer(value).ifPresent(node -> open.addAll(ModelGraph.readBy(node)));
            }
        }
        return needed;
    }
}
