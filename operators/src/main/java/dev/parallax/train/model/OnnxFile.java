package dev.parallax.train.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.parallax.graph.GraphFile;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.model.ModelFiles;
import dev.parallax.train.data.TrainingException;
import java.nio.file.Path;
import java.util.List;

/** Reads ONNX models of one file, and creates the few graph elements that a head needs. */
public final class OnnxFile {

    private OnnxFile() {}

    /**
     * Reads a model that has all of its weights. Weights in other files are rejected, because an encoder is known by
     * the SHA-256 of its one file.
     *
     * @throws TrainingException if there is no such file, or it keeps weights in others
     * @throws ModelException if it cannot be read, is no ONNX model, leads out of its folder, or is too large
     */
    static ModelProto read(Path file) {
        ModelFiles files = ModelFiles.of(file.resolveSibling(""));
        if (files.find(String.valueOf(file.getFileName()), ModelFiles.LARGEST_GRAPH)
                .isEmpty()) {
            throw new TrainingException("The ONNX model " + file + " does not exist: expected a file");
        }
        List<Path> weights = GraphFile.weights(file);
        if (!weights.isEmpty()) {
            throw new TrainingException(
                    file + " keeps weights in other files, " + weights + ": expected one file with all weights");
        }
        return GraphFile.read(file);
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
