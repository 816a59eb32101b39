package dev.parallax.job.optimize;

import static dev.parallax.infer.onnx.OnnxParts.floats;
import static dev.parallax.infer.onnx.OnnxParts.integer;
import static dev.parallax.infer.onnx.OnnxParts.longs;
import static dev.parallax.infer.onnx.OnnxParts.node;
import static dev.parallax.infer.onnx.OnnxParts.scalar;
import static dev.parallax.infer.onnx.OnnxParts.value;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.parallax.infer.onnx.TinyModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A classifier with a layer normalisation as exporters write it, a large matrix product, and a head that reads the
 * first position: there is something to rewrite for each precision. Its tokenizer and configuration are those of
 * {@link TinyModel}.
 */
public final class OptimizableModel {

    /** The file of external weights. */
    public static final String WEIGHTS = "weights.bin";

    private static final int WIDTH = 128;
    private static final int ROWS = 200;
    private static final float OUTLIER = 300;
    private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;

    private final Random random = new Random(5);

    /** Writes the folder with one graph that has all weights. */
    public static Path write(Path folder) throws IOException {
        TinyModel.bert().write(folder);
        Files.write(folder.resolve("model.onnx"), new OptimizableModel().graph().toByteArray());
        return folder;
    }

    /**
     * Writes the folder with a second large product, {@code with_outliers}, which 8-bit integers change most of: each
     * column of its weights has one that is 3,000 times as large as the others, and what that adds is subtracted after.
     */
    public static Path writeSensitive(Path folder) throws IOException {
        TinyModel.bert().write(folder);
        ModelProto.Builder model = new OptimizableModel().graph().toBuilder();
        addSensitive(model.getGraphBuilder());
        Files.write(folder.resolve("model.onnx"), model.build().toByteArray());
        return folder;
    }

    private static void addSensitive(GraphProto.Builder graph) {
        float[] weights = new OptimizableModel().normal(WIDTH * WIDTH, 0.1);
        for (int i = 0; i < WIDTH; i++) {
            weights[i * WIDTH + i] += OUTLIER;
        }
        graph.addInitializer(floats("sensitive_weights", weights, WIDTH, WIDTH));
        graph.addInitializer(floats("outlier", new float[] {OUTLIER}));
        List<NodeProto> nodes = List.copyOf(graph.getNodeList());
        graph.clearNode();
        for (NodeProto node : nodes) {
            if (node.getOutput(0).equals("pooled")) {
                graph.addNode(node("MatMul", List.of("hidden", "sensitive_weights"), "with_outliers"));
                graph.addNode(node("Mul", List.of("hidden", "outlier"), "outliers"));
                graph.addNode(node("Sub", List.of("with_outliers", "outliers"), "sensitive"));
                graph.addNode(node.toBuilder().setInput(0, "sensitive"));
            } else {
                graph.addNode(node);
            }
        }
    }

    /** Writes the folder with all weights in a file beside the graph. */
    public static Path writeExternal(Path folder) throws IOException {
        TinyModel.bert().write(folder);
        ModelProto.Builder model = new OptimizableModel().graph().toBuilder();
        ByteArrayOutputStream weights = new ByteArrayOutputStream();
        GraphProto.Builder graph = model.getGraphBuilder();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto tensor = graph.getInitializer(i);
            if (tensor.getDataType() != FLOAT) {
                continue;
            }
            byte[] bytes = bytes(tensor);
            boolean last = i == graph.getInitializerCount() - 1;
            TensorProto.Builder external = tensor.toBuilder()
                    .clearFloatData()
                    .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                    .addExternalData(entry("location", WEIGHTS))
                    .addExternalData(entry("offset", String.valueOf(weights.size())));
            if (!last) {
                external.addExternalData(entry("length", String.valueOf(bytes.length)));
            }
            weights.write(bytes);
            graph.setInitializer(i, external);
        }
        Files.write(folder.resolve("model.onnx"), model.build().toByteArray());
        Files.write(folder.resolve(WEIGHTS), weights.toByteArray());
        return folder;
    }

    /** An entry of a tensor's external data. */
    public static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private static byte[] bytes(TensorProto tensor) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * tensor.getFloatDataCount()).order(ByteOrder.LITTLE_ENDIAN);
        tensor.getFloatDataList().forEach(bytes::putFloat);
        return ByteString.copyFrom(bytes.flip()).toByteArray();
    }

    private float[] normal(int count, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    private static AttributeProto axes(long axis) {
        return AttributeProto.newBuilder()
                .setName("axes")
                .setType(AttributeProto.AttributeType.INTS)
                .addInts(axis)
                .build();
    }

    private ModelProto graph() {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("optimizable");
        for (String input : List.of("input_ids", "attention_mask", "token_type_ids")) {
            graph.addInput(value(input, TensorProto.DataType.INT64_VALUE, "batch", "sequence"));
        }
        graph.addOutput(value("logits", FLOAT, "batch", "2"));
        graph.addInitializer(longs("axis1", 1));
        graph.addInitializer(longs("axis2", 2));
        graph.addInitializer(scalar("first", 0));
        graph.addInitializer(floats("two", new float[] {2}));
        graph.addInitializer(floats("epsilon", new float[] {1e-12f}));
        graph.addInitializer(floats("embeddings", normal(ROWS * WIDTH, 1), ROWS, WIDTH));
        graph.addInitializer(floats("scale", normal(WIDTH, 1), WIDTH));
        graph.addInitializer(floats("shift", normal(WIDTH, 0.1), WIDTH));
        graph.addInitializer(floats("weights", normal(WIDTH * WIDTH, 0.1), WIDTH, WIDTH));
        graph.addInitializer(floats("bias", normal(WIDTH, 0.1), WIDTH));
        graph.addInitializer(floats("head", normal(2 * WIDTH, 0.2), WIDTH, 2));

        graph.addNode(node("Gather", List.of("embeddings", "input_ids"), "embedded"));
        graph.addNode(node("Cast", List.of("attention_mask"), "mask").addAttribute(integer("to", FLOAT)));
        graph.addNode(node("Unsqueeze", List.of("mask", "axis2"), "mask3"));
        graph.addNode(node("Mul", List.of("embedded", "mask3"), "masked"));
        graph.addNode(node("ReduceSum", List.of("masked", "axis1"), "context").addAttribute(integer("keepdims", 1)));
        graph.addNode(node("Add", List.of("embedded", "context"), "x"));
        graph.addNode(node("ReduceMean", List.of("x"), "mean").addAttribute(axes(-1)));
        graph.addNode(node("Sub", List.of("x", "mean"), "centred"));
        graph.addNode(node("Pow", List.of("centred", "two"), "squares"));
        graph.addNode(node("ReduceMean", List.of("squares"), "variance").addAttribute(axes(-1)));
        graph.addNode(node("Add", List.of("variance", "epsilon"), "stable"));
        graph.addNode(node("Sqrt", List.of("stable"), "deviation"));
        graph.addNode(node("Div", List.of("centred", "deviation"), "quotient"));
        graph.addNode(node("Mul", List.of("quotient", "scale"), "scaled"));
        graph.addNode(node("Add", List.of("scaled", "shift"), "normalized"));
        graph.addNode(node("MatMul", List.of("normalized", "weights"), "product"));
        graph.addNode(node("Add", List.of("product", "bias"), "biased"));
        graph.addNode(node("Tanh", List.of("biased"), "hidden"));
        graph.addNode(node("Gather", List.of("hidden", "first"), "pooled").addAttribute(integer("axis", 1)));
        graph.addNode(node("MatMul", List.of("pooled", "head"), "logits"));
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(14))
                .setGraph(graph)
                .build();
    }
}
