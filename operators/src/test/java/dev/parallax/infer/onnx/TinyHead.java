package dev.parallax.infer.onnx;

import static dev.parallax.infer.onnx.OnnxParts.floats;
import static dev.parallax.infer.onnx.OnnxParts.node;
import static dev.parallax.infer.onnx.OnnxParts.value;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real head's folder of a few hundred bytes: one matrix and one bias, for the features of a {@link TinyModel}. */
public final class TinyHead {

    private final List<String> labels;
    private final float[][] weights;
    private final float[] bias;
    private String encoder = "";
    private boolean oneRowOnly;

    private TinyHead(List<String> labels, float[][] weights, float[] bias) {
        this.labels = labels;
        this.weights = weights;
        this.bias = bias;
    }

    /**
     * A head with weights of one's own.
     *
     * @param labels its classes, in its order
     * @param weights {@code [width][classes]}
     * @param bias {@code [classes]}
     */
    public static TinyHead of(List<String> labels, float[][] weights, float... bias) {
        return new TinyHead(labels, weights, bias);
    }

    /** A head that does as a tiny model's own does. */
    public static TinyHead same() {
        return of(List.of("negative", "positive"), new float[][] {{1, 0}, {0, 1}}, 0, 0);
    }

    /** A head that always gives the opposite of a tiny model's own. */
    public static TinyHead opposite() {
        return of(List.of("negative", "positive"), new float[][] {{0, 1}, {1, 0}}, 0, 0);
    }

    /** That says which encoder it was trained on. */
    public TinyHead encoder(String sha256) {
        encoder = sha256;
        return this;
    }

    /** That fails on more than one row at a time. */
    public TinyHead oneRowOnly() {
        oneRowOnly = true;
        return this;
    }

    /** Writes the folder. */
    public Path write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("head.onnx"), graph().toByteArray());
            writeCard(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the card alone, as it lies in the folder of a model that was trained here. */
    public void writeCard(Path folder) {
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode card = mapper.createObjectNode();
        labels.forEach(card.putArray("labels")::add);
        card.putObject("encoder").put("sha256", encoder);
        card.put("pooling", "cls");
        try {
            mapper.writeValue(folder.resolve("head.json").toFile(), card);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ModelProto graph() {
        int width = weights.length;
        float[] flat = new float[width * bias.length];
        for (int row = 0; row < width; row++) {
            System.arraycopy(weights[row], 0, flat, row * bias.length, bias.length);
        }
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("head")
                .addInput(value("features", TensorProto.DataType.FLOAT_VALUE, "batch", String.valueOf(width)))
                .addOutput(value("logits", TensorProto.DataType.FLOAT_VALUE, "batch", String.valueOf(bias.length)))
                .addInitializer(floats("weights", flat, width, bias.length))
                .addInitializer(floats("bias", bias, bias.length));
        String features = "features";
        if (oneRowOnly) {
            graph.addInitializer(TensorProto.newBuilder()
                    .setName("one_row")
                    .setDataType(TensorProto.DataType.INT64_VALUE)
                    .addDims(2)
                    .addInt64Data(1)
                    .addInt64Data(width));
            graph.addNode(node("Reshape", List.of(features, "one_row"), "row"));
            features = "row";
        }
        graph.addNode(node("Gemm", List.of(features, "weights", "bias"), "logits"));
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(14))
                .setGraph(graph)
                .build();
    }
}
