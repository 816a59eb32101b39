package dev.parallax.train.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.parallax.infer.model.ModelException;
import dev.parallax.train.data.TrainingException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The ONNX graph of an encoder, and the graphs that are derived from it: one that outputs sentence features, a vector
 * for each text, and one with a head on these features.
 *
 * <p>Nodes, weights, opsets and IR version of the encoder stay as they are, quantised or not: nodes are only added, and
 * the outputs replaced. Immutable and safe for several threads.
 */
public final class EncoderGraph {

    /** The encoder's output that is used: floats of any precision {@code [batch, sequence, width]}. */
    public static final String HIDDEN_STATE = "last_hidden_state";

    /** First opset from which Gather and Gemm have the same inputs and semantics. */
    private static final long FIRST_OPSET = 11;
    /** First IR version in which an initialiser need not be an input of the graph too. */
    private static final long FIRST_IR_VERSION = 4;

    /** Types that are cast to 32-bit floats, the type of features. */
    private static final Set<Integer> FLOATS = Set.of(
            TensorProto.DataType.FLOAT_VALUE,
            TensorProto.DataType.FLOAT16_VALUE,
            TensorProto.DataType.BFLOAT16_VALUE,
            TensorProto.DataType.DOUBLE_VALUE);

    private final String origin;
    private final ModelProto model;
    private final OptionalLong width;

    private EncoderGraph(String origin, ModelProto model) {
        this.origin = origin;
        this.model = model;
        requireFloats();
        this.width = width(hiddenState());
        OnnxFile.requireOpset(origin, model, FIRST_OPSET);
        if (model.getIrVersion() < FIRST_IR_VERSION) {
            throw new TrainingException(origin + " has ONNX IR version " + model.getIrVersion() + ": expected "
                    + FIRST_IR_VERSION + " or later");
        }
    }

    /**
     * Reads an encoder.
     *
     * @throws TrainingException if there is no such file, it has no output {@code last_hidden_state}, is too old, or
     *     keeps weights in other files
     * @throws ModelException if it is no ONNX model, leads out of its folder, or its weights do, or it is too large
     */
    public static EncoderGraph read(Path onnx) {
        return new EncoderGraph(onnx.toString(), OnnxFile.read(onnx));
    }

    /** As {@link #read}, of a model in memory; {@code origin} names it in messages. */
    static EncoderGraph of(String origin, ModelProto model) {
        return new EncoderGraph(origin, model);
    }

    /** Elements of a token's vector, if declared in the graph. */
    public OptionalLong width() {
        return width;
    }

    /** The encoder with the single output {@code features}, float {@code [batch, width]}: a vector for each text. */
    ModelProto pooled(Pooling pooling) {
        GraphProto.Builder graph = model.getGraph().toBuilder();
        Set<String> taken = names(graph);
        String features = unique(HeadGraph.FEATURES, taken);
        pool(graph, pooling, features, taken);
        Dimension size = width.isPresent() ? OnnxFile.size(width.getAsLong()) : OnnxFile.named("width");
        graph.clearOutput().addOutput(OnnxFile.floats(features, OnnxFile.named("batch"), size));
        return model.toBuilder().setGraph(graph).build();
    }

    /**
     * The encoder with a head on the sentence features. Its outputs are {@code logits}, float {@code [batch, classes]},
     * and {@code features}, float {@code [batch, width]}, which the head reads. The head's values are renamed if the
     * encoder has values of the same name; if the encoder has a value {@code features} itself, {@code logits} is the
     * only output.
     *
     * @param pooling how token vectors are pooled into a text's vector
     * @throws TrainingException if the head reads vectors of another width, or the encoder already has {@code logits}
     */
    ModelProto with(HeadGraph head, Pooling pooling) {
        if (width.isPresent() && width.getAsLong() != head.width()) {
            throw new TrainingException("The head " + head.origin() + " reads vectors of " + head.width()
                    + " elements, but " + HIDDEN_STATE + " of " + origin + " has " + width.getAsLong());
        }
        GraphProto.Builder graph = model.getGraph().toBuilder();
        Set<String> taken = names(graph);
        if (taken.contains(HeadGraph.LOGITS)) {
            throw new TrainingException(
                    origin + " has a value named " + HeadGraph.LOGITS + ": expected an encoder without a head");
        }
        String features = unique(HeadGraph.FEATURES, taken);
        pool(graph, pooling, features, taken);
        Map<String, String> renamed = new HashMap<>();
        renamed.put(HeadGraph.FEATURES, features);
        renamed.put(HeadGraph.LOGITS, HeadGraph.LOGITS);
        renamed.put("", "");
        GraphProto added = head.model().getGraph();
        for (TensorProto weights : added.getInitializerList()) {
            graph.addInitializer(weights.toBuilder().setName(rename(weights.getName(), renamed, taken)));
        }
        for (NodeProto node : added.getNodeList()) {
            NodeProto.Builder copy = node.toBuilder().clearInput().clearOutput();
            copy.setName(unique(node.getName().isEmpty() ? node.getOpType() : node.getName(), taken));
            node.getInputList().forEach(name -> copy.addInput(rename(name, renamed, taken)));
            node.getOutputList().forEach(name -> copy.addOutput(rename(name, renamed, taken)));
            graph.addNode(copy);
        }
        graph.clearOutput()
                .addOutput(
                        OnnxFile.floats(HeadGraph.LOGITS, OnnxFile.named("batch_size"), OnnxFile.size(head.classes())));
        if (features.equals(HeadGraph.FEATURES)) {
            graph.addOutput(OnnxFile.floats(features, OnnxFile.named("batch_size"), OnnxFile.size(head.width())));
        }
        return model.toBuilder().setGraph(graph).build();
    }

    private void requireFloats() {
        int type = hiddenState().getType().getTensorType().getElemType();
        if (!FLOATS.contains(type)) {
            throw new TrainingException(HIDDEN_STATE + " of " + origin + " is " + TensorProto.DataType.forNumber(type)
                    + ": expected FLOAT, FLOAT16, BFLOAT16 or DOUBLE");
        }
    }

    private ValueInfoProto hiddenState() {
        List<ValueInfoProto> outputs = model.getGraph().getOutputList();
        for (ValueInfoProto output : outputs) {
            if (output.getName().equals(HIDDEN_STATE)) {
                return output;
            }
        }
        throw new TrainingException(origin + " has no output " + HIDDEN_STATE + ": its outputs are "
                + outputs.stream().map(ValueInfoProto::getName).toList());
    }

    private OptionalLong width(ValueInfoProto hiddenState) {
        List<Dimension> dimensions =
                hiddenState.getType().getTensorType().getShape().getDimList();
        if (dimensions.isEmpty()) {
            return OptionalLong.empty();
        }
        if (dimensions.size() != 3) {
            throw new TrainingException(HIDDEN_STATE + " of " + origin + " has " + dimensions.size()
                    + " dimensions: expected 3, [batch, sequence, width]");
        }
        Dimension last = dimensions.get(2);
        return last.hasDimValue() ? OptionalLong.of(last.getDimValue()) : OptionalLong.empty();
    }

    /** Adds the nodes that compute a text's vector. */
    private void pool(GraphProto.Builder graph, Pooling pooling, String features, Set<String> taken) {
        PoolingNodes nodes = new PoolingNodes(graph, name -> unique(name, taken));
        int type = hiddenState().getType().getTensorType().getElemType();
        String vectors = type == TensorProto.DataType.FLOAT_VALUE ? HIDDEN_STATE : nodes.floats(HIDDEN_STATE);
        switch (pooling) {
            case CLS -> nodes.first(vectors, features);
            case MEAN -> {
                if (graph.getInputList().stream()
                        .noneMatch(input -> input.getName().equals(PoolingNodes.MASK))) {
                    throw new TrainingException(origin + " has no input " + PoolingNodes.MASK
                            + ": expected one, which the mean pooling needs");
                }
                nodes.mean(vectors, features);
            }
        }
    }

    private static Set<String> names(GraphProto.Builder graph) {
        Set<String> names = new HashSet<>();
        graph.getInputList().forEach(value -> names.add(value.getName()));
        graph.getInitializerList().forEach(weights -> names.add(weights.getName()));
        for (NodeProto node : graph.getNodeList()) {
            names.add(node.getName());
            names.addAll(node.getOutputList());
        }
        return names;
    }

    private static String rename(String name, Map<String, String> renamed, Set<String> taken) {
        return renamed.computeIfAbsent(name, wanted -> unique(wanted, taken));
    }

    /** Returns an unused name, as similar to the wanted one as possible, and reserves it. */
    private static String unique(String wanted, Set<String> taken) {
        String name = wanted;
        for (int n = 1; !taken.add(name); n++) {
            name = wanted + "_" + n;
        }
        return name;
    }
}
