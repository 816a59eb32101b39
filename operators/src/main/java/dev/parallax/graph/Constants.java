package dev.parallax.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Constants of a graph, read and made. ONNX keeps a tensor's numbers in its typed field or, little-endian, as bytes.
 */
public final class Constants {

    private Constants() {}

    /** The value of a {@code Constant} node; empty for strings and sparse tensors. */
    static Optional<TensorProto> ofNode(NodeProto node) {
        for (AttributeProto attribute : node.getAttributeList()) {
            switch (attribute.getName()) {
                case "value" -> {
                    return Optional.of(attribute.getT());
                }
                case "value_float" -> {
                    return Optional.of(floats(new float[] {attribute.getF()}));
                }
                case "value_floats" -> {
                    float[] values = new float[attribute.getFloatsCount()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = attribute.getFloats(i);
                    }
                    return Optional.of(floats(values, values.length));
                }
                case "value_int" -> {
                    return Optional.of(integers(new long[] {attribute.getI()}));
                }
                case "value_ints" -> {
                    long[] values = attribute.getIntsList().stream()
                            .mapToLong(Long::longValue)
                            .toArray();
                    return Optional.of(integers(values, values.length));
                }
                default -> {
                    // A kind of value that no rewriting reads.
                }
            }
        }
        return Optional.empty();
    }

    /** A tensor of 32-bit floats; a scalar without dimensions. */
    public static TensorProto floats(float[] values, long... dimensions) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return tensor(TensorProto.DataType.FLOAT, bytes, dimensions);
    }

    /** A tensor of 64-bit integers; a scalar without dimensions. */
    public static TensorProto integers(long[] values, long... dimensions) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return tensor(TensorProto.DataType.INT64, bytes, dimensions);
    }

    /** A tensor of 8-bit integers, signed or not as {@code type} says. */
    static TensorProto bytes(TensorProto.DataType type, byte[] values, long... dimensions) {
        return tensor(type, ByteBuffer.wrap(values), dimensions);
    }

    /** A tensor of a type whose bytes are given, little-endian. */
    static TensorProto tensor(TensorProto.DataType type, ByteBuffer bytes, long... dimensions) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setDataType(type.getNumber()).setRawData(ByteString.copyFrom(bytes));
        for (long dimension : dimensions) {
            tensor.addDims(dimension);
        }
        return tensor.build();
    }

    /**
     * The numbers of a tensor of 32-bit floats, in row-major order; empty if it is of another type or kept elsewhere.
     */
    public static Optional<float[]> floats(TensorProto tensor) {
        if (tensor.getDataType() != TensorProto.DataType.FLOAT_VALUE || tensor.getExternalDataCount() > 0) {
            return Optional.empty();
        }
        float[] values = new float[Math.toIntExact(size(tensor))];
        if (tensor.hasRawData()) {
            tensor.getRawData()
                    .asReadOnlyByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.getFloatData(i);
            }
        }
        return Optional.of(values);
    }

    /** The numbers of a tensor of 64-bit or 32-bit integers; empty if it is of another type. */
    public static Optional<long[]> integers(TensorProto tensor) {
        boolean wide = tensor.getDataType() == TensorProto.DataType.INT64_VALUE;
        if ((!wide && tensor.getDataType() != TensorProto.DataType.INT32_VALUE) || tensor.getExternalDataCount() > 0) {
            return Optional.empty();
        }
        long[] values = new long[Math.toIntExact(size(tensor))];
        ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            if (tensor.hasRawData()) {
                values[i] = wide ? bytes.getLong() : bytes.getInt();
            } else {
                values[i] = wide ? tensor.getInt64Data(i) : tensor.getInt32Data(i);
            }
        }
        return Optional.of(values);
    }

    /** The number of a tensor that has exactly one, whatever its rank; empty if it has more or is no plain number. */
    public static OptionalDouble single(TensorProto tensor) {
        if (size(tensor) != 1) {
            return OptionalDouble.empty();
        }
        Optional<float[]> floats = floats(tensor);
        if (floats.isPresent()) {
            return OptionalDouble.of(floats.get()[0]);
        }
        return integers(tensor)
                .map(values -> OptionalDouble.of((double) values[0]))
                .orElse(OptionalDouble.empty());
    }

    /** Number of elements. */
    public static long size(TensorProto tensor) {
        return tensor.getDimsList().stream().reduce(1L, (one, other) -> one * other);
    }

    /** Sizes of the dimensions. */
    static List<Long> dimensions(TensorProto tensor) {
        return tensor.getDimsList();
    }
}
