package dev.parallax.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An ONNX graph with an index of its values: the node that computes each, the nodes that read it, and the constants.
 * Immutable; {@link #edit} makes another one. Weights are shared between a graph and those made of it.
 */
public final class ModelGraph {

    /** Version of the standard operators of a model that names none: it cannot be run either. */
    private static final long NO_OPSET = 0;

    private final ModelProto model;
    private final Map<String, NodeProto> producers = new HashMap<>();
    private final Map<String, List<NodeProto>> consumers = new HashMap<>();
    private final Map<String, TensorProto> constants = new HashMap<>();
    private final Set<String> outputs = new HashSet<>();

    private ModelGraph(ModelProto model) {
        this.model = model;
        GraphProto graph = model.getGraph();
        graph.getInitializerList().forEach(weights -> constants.put(weights.getName(), weights));
        // An initialiser that is an input too is a default, which a caller may replace.
        graph.getInputList().forEach(input -> constants.remove(input.getName()));
        for (NodeProto node : graph.getNodeList()) {
            node.getOutputList().forEach(value -> producers.put(value, node));
            for (String value : readBy(node)) {
                consumers.computeIfAbsent(value, name -> new ArrayList<>()).add(node);
            }
            constantOf(node).ifPresent(value -> constants.put(node.getOutput(0), value));
        }
        graph.getOutputList().forEach(output -> outputs.add(output.getName()));
    }

    /** The graph of a model. */
    public static ModelGraph of(ModelProto model) {
        return new ModelGraph(model);
    }

    private Optional<TensorProto> constantOf(NodeProto node) {
        if (is(node, "Constant")) {
            return Constants.ofNode(node);
        }
        return is(node, "Identity") ? Optional.ofNullable(constants.get(node.getInput(0))) : Optional.empty();
    }

    /** The values that a node reads, those that graphs in its attributes read from outside among them. */
    public static Set<String> readBy(NodeProto node) {
        Set<String> values = new HashSet<>(node.getInputList());
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.hasG()) {
                addReads(attribute.getG(), values);
            }
            attribute.getGraphsList().forEach(graph -> addReads(graph, values));
        }
        values.remove("");
        return values;
    }

    private static void addReads(GraphProto graph, Set<String> values) {
        graph.getNodeList().forEach(node -> values.addAll(readBy(node)));
        graph.getOutputList().forEach(output -> values.add(output.getName()));
    }

    /** Whether a node is of an operator of the standard domain. */
    public static boolean is(NodeProto node, String operator) {
        return node.getOpType().equals(operator)
                && (node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx"));
    }

    /** The value of a node's integer attribute, or the default where the node has none. */
    public static long integer(NodeProto node, String attribute, long otherwise) {
        return attribute(node, attribute).map(AttributeProto::getI).orElse(otherwise);
    }

    /** An attribute of a node. */
    public static Optional<AttributeProto> attribute(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }

    /** The nodes in topological order. */
    public List<NodeProto> nodes() {
        return model.getGraph().getNodeList();
    }

    /** The node that computes a value; none computes an input or an initialiser. */
    public Optional<NodeProto> producer(String value) {
        return Optional.ofNullable(producers.get(value));
    }

    /** The node that computes a value, if it is of an operator of the standard domain. */
    public Optional<NodeProto> producer(String value, String operator) {
        return producer(value).filter(node -> is(node, operator));
    }

    /** The nodes that read a value. */
    public List<NodeProto> consumers(String value) {
        return consumers.getOrDefault(value, List.of());
    }

    /** Whether the graph gives a value to its caller. */
    public boolean isOutput(String value) {
        return outputs.contains(value);
    }

    /** The names of the graph's inputs, without defaults of initialisers. */
    public List<ValueInfoProto> inputs() {
        Set<String> initialized = new HashSet<>();
        model.getGraph().getInitializerList().forEach(weights -> initialized.add(weights.getName()));
        return model.getGraph().getInputList().stream()
                .filter(input -> !initialized.contains(input.getName()))
                .toList();
    }

    /** A value that is the same for all texts: an initialiser, or the result of a {@code Constant}. */
    public Optional<TensorProto> constant(String value) {
        return Optional.ofNullable(constants.get(value));
    }

    /** Version of the standard operators. */
    public long opset() {
        return opset("");
    }

    /** Version of the operators of a domain; 0 where the model uses none of it. */
    public long opset(String domain) {
        for (OperatorSetIdProto opset : model.getOpsetImportList()) {
            String named = opset.getDomain().equals("ai.onnx") ? "" : opset.getDomain();
            if (named.equals(domain)) {
                return opset.getVersion();
            }
        }
        return NO_OPSET;
    }

    /** Begins an edit of this graph. */
    public GraphEdit edit() {
        return new GraphEdit(this);
    }

    /** The model. */
    public ModelProto model() {
        return model;
    }
}
