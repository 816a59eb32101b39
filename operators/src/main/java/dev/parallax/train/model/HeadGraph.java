package dev.parallax.train.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.parallax.graph.GraphFile;
import dev.parallax.infer.model.ModelException;
import dev.parallax.train.data.TrainingException;
import java.nio.file.Path;
import java.util.List;

/**
 * A head as a separate ONNX model: input {@code features}, float {@code [batch, width]}, output {@code logits}, float
 * {@code [batch, classes]}. The graph in between is arbitrary. Immutable and safe for several threads.
 */
public final class HeadGraph {

    /** Name of the input. */
    public static final String FEATURES = "features";
    /** Name of the output. */
    public static final String LOGITS = "logits";

    private static final long FIRST_OPSET = 11;

    private final String origin;
    private final ModelProto model;
    private final int width;
    private final int classes;

    private HeadGraph(String origin, ModelProto model) {
        this.origin = origin;
        this.model = model;
        OnnxFile.requireOpset(origin, model, FIRST_OPSET);
        this.width = columns("input", FEATURES, model.getGraph().getInputList());
        this.classes = columns("output", LOGITS, model.getGraph().getOutputList());
    }

    /**
     * Reads a head.
     *
     * @throws TrainingException if there is no such file, it has external weights, or other inputs or outputs than a
     *     head
     * @throws ModelException if it is no ONNX model, leads out of its folder, or its weights do, or it is too large
     */
    public static HeadGraph read(Path onnx) {
        return new HeadGraph(onnx.toString(), OnnxFile.read(onnx));
    }

    /**
     * As {@link #read}, for bytes in memory.
     *
     * @param origin origin of the bytes, for messages
     */
    public static HeadGraph parse(String origin, byte[] onnx) {
        return new HeadGraph(origin, GraphFile.parse(origin, onnx));
    }

    /** As {@link #read}, for a model in memory. */
    public static HeadGraph of(String origin, ModelProto model) {
        return new HeadGraph(origin, model);
    }

    /** Elements of the vector that the head reads. */
    public int width() {
        return width;
    }

    /** Number of logits. */
    public int classes() {
        return classes;
    }

    /** The model as ONNX protocol buffer; the same model always has the same bytes. */
    public byte[] toByteArray() {
        return model.toByteArray();
    }

    /** The origin of the head for messages, to follow "The head": its file, or what it was made of. */
    public String origin() {
        return origin;
    }

    /** The head as an ONNX model with the input {@code features} and the output {@code logits}. */
    public ModelProto model() {
        return model;
    }

    private int columns(String kind, String name, List<ValueInfoProto> values) {
        if (values.size() != 1 || !values.get(0).getName().equals(name)) {
            throw new TrainingException("The head " + origin + " has the " + kind + "s "
                    + values.stream().map(ValueInfoProto::getName).toList() + ": expected only " + name);
        }
        List<Dimension> dimensions =
                values.get(0).getType().getTensorType().getShape().getDimList();
        if (dimensions.size() != 2 || dimensions.get(1).getDimValue() < 1) {
            throw new TrainingException("The " + kind + " " + name + " of the head " + origin + " has the dimensions "
                    + dimensions + ": expected two, the second a number");
        }
        return Math.toIntExact(dimensions.get(1).getDimValue());
    }
}
