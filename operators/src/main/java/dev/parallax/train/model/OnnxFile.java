package dev.parallax.train.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.model.ModelFiles;
import dev.parallax.train.data.TrainingException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads ONNX models, and creates the few graph elements that a head needs. */
public final class OnnxFile {

    private OnnxFile() {}

    /**
     * Reads a model with all of its weights. External weights are rejected: graphs that are read here are embedded in
     * others that are written elsewhere or loaded from memory, and ONNX Runtime resolves external files relative to its
     * own location.
     *
     * @throws TrainingException if the file cannot be read, has no ONNX graph, or has external weights
     * @throws ModelException if it leads out of its folder, or its weights do, or it is too large
     */
    static ModelProto read(Path file) {
        ModelFiles files = ModelFiles.of(file.resolveSibling(""));
        if (files.find(String.valueOf(file.getFileName()), ModelFiles.LARGEST_GRAPH)
                .isEmpty()) {
            throw new TrainingException("The ONNX model " + file + " does not exist: expected a file");
        }
        List<Path> weights = files.weightsOf(file);
        if (!weights.isEmpty()) {
            throw new TrainingException(
                    file + " keeps weights in other files, " + weights + ": expected one file with all weights");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return requireGraph(file.toString(), ModelProto.parseFrom(in));
        } catch (InvalidProtocolBufferException e) {
            throw new TrainingException(file + " is not an ONNX model: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new TrainingException("The ONNX model " + file + " cannot be read: " + e, e);
        }
    }

    /**
     * Parses a model.
     *
     * @param origin origin of the bytes, for messages
     * @throws TrainingException if they have no ONNX graph
     */
    static ModelProto parse(String origin, byte[] bytes) {
        try {
            return requireGraph(origin, ModelProto.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new TrainingException(origin + " is not an ONNX model: " + e.getMessage(), e);
        }
    }

    private static ModelProto requireGraph(String origin, ModelProto model) {
        if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
            throw new TrainingException(origin + " is not an ONNX model: expected a graph with at least one node");
        }
        return model;
    }

    /**
     * The opset version of a model.
     *
     * @throws TrainingException if it uses an older one than {@code first}
     */
    static long requireOpset(String origin, ModelProto model, long first) {
        for (OperatorSetIdProto opset : model.getOpsetImportList()) {
            if (opset.getDomain().isEmpty() || opset.getDomain().equals("ai.onnx")) {
                if (opset.getVersion() < first) {
                    throw new TrainingException(
                            origin + " uses ONNX opset " + opset.getVersion() + ": expected " + first + " or later");
                }
                return opset.getVersion();
            }
        }
        throw new TrainingException(origin + " names no opset of the standard ONNX operators");
    }

    /** A float value with dimensions of fixed or symbolic size. */
    public static ValueInfoProto floats(String name, Dimension... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Dimension dimension : dimensions) {
            shape.addDim(dimension);
        }
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                .setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    /** A dimension of fixed size. */
    public static Dimension size(long size) {
        return Dimension.newBuilder().setDimValue(size).build();
    }

    /** A symbolic dimension, whose size is known when the model runs. */
    public static Dimension named(String name) {
        return Dimension.newBuilder().setDimParam(name).build();
    }
}
