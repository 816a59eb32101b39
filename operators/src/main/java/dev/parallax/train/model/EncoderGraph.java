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
 * The ONNX graph of an encoder, and what is made of it: the graph that gives a vector of each text, its sentence
 * features, and the graph with a head on that vector.
 *
 * <p>Nodes, weights, opsets and IR version of the encoder stay as they are, quantised or not: nodes are only added, and
 * the outputs replaced. Immutable and safe for several threads.
 */
public final class EncoderGraph {

    /** The encoder's output that is read here: floats of any size {@code [batch, sequence, width]}. */
    public static final String HIDDEN_STATE = "last_hidden_state";

    /** Gather and Gemm take the same inputs and mean the same from this opset on. */
    private static final long FIRST_OPSET = 11;
    /** From this IR version on an initialiser need not be an input of the graph as well. */
    private static final long FIRST_IR_VERSION = 4;

    /** Types whose values are cast to 32-bit floats, which features are. */
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
     * @throws TrainingException if the file is no ONNX model, has no output {@code last_hidden_state}, is too old, or
     *     keeps weights in other files
     * @throws ModelException if it leads out of its folder, or its weights do, or it is too large
     */
    public static EncoderGraph read(Path onnx) {
        return new EncoderGraph(onnx.toString(), OnnxFile.read(onnx));
    }

    /** As {@link #read}, of a model in memory; {@code origin} names it in messages. */
    static EncoderGraph of(String origin, ModelProto model) {
        return new EncoderGraph(origin, model);
    }

    /** Elements of a token's vector, if the graph says so. */
    public OptionalLong width() {
        return width;
    }

    /** The encoder with the only output {@code features}, float {@code [batch, width]}: a vector of each text. */
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
     * The encoder with a head on the vectors of texts. Its outputs are {@code logits}, float {@code [batch, classes]},
     * and {@code features}, float {@code [batch, width]}, which the head reads. The head's values are renamed where the
     * encoder has one of the same name; an encoder that has a value {@code features} itself gives the logits only.
     *
     * @param pooling how a text's vector is made of its tokens' vectors
     * @throws TrainingException if the head reads vectors of another width, or the encoder has {@code logits} already
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

    /** Adds the nodes that make a text's vector. */
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
                            + ": expected one, which says what tokens the mean is of");
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

    /** A name that nothing has yet, as near as possible to the wanted one; it is taken from then on. */
    private static String unique(String wanted, Set<String> taken) {
        String name = wanted;
        for (int n = 1; !taken.add(name); n++) {
            name = wanted + "_" + n;
        }
        return name;
    }
}
