package dev.parallax.train;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads ONNX models and their parts, and makes the few parts that a head needs. */
final class OnnxFile {

    private OnnxFile() {}

    /**
     * Reads a model with all of its weights.
     *
     * @throws TrainingException if the file cannot be read or holds no ONNX graph
     */
    static ModelProto read(Path file) {
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
     * @param origin where the bytes come from, for messages
     * @throws TrainingException if they hold no ONNX graph
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
     * The version of the standard operators that a model uses.
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

    /** A float value of which each dimension is a number or a name. */
    static ValueInfoProto floats(String name, Dimension... dimensions) {
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
    static Dimension size(long size) {
        return Dimension.newBuilder().setDimValue(size).build();
    }

    /** A dimension whose size is known when the model runs. */
    static Dimension named(String name) {
        return Dimension.newBuilder().setDimParam(name).build();
    }
}
