package dev.parallax.infer.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/** Parts of the ONNX graphs that tests make. */
public final class OnnxParts {

    private OnnxParts() {}

    /** A node with one result. */
    public static NodeProto.Builder node(String operator, List<String> arguments, String result) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(operator + "_" + result)
                .addAllInput(arguments)
                .addOutput(result);
    }

    /** An attribute of a node. */
    public static AttributeProto.Builder integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value);
    }

    /** An input or output; dimensions are numbers or names. */
    public static ValueInfoProto value(String name, int type, String... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (String dimension : dimensions) {
            TensorShapeProto.Dimension.Builder one = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(
                    dimension.matches("\\d+")
                            ? one.setDimValue(Long.parseLong(dimension))
                            : one.setDimParam(dimension));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }

    /** A constant of floats. */
    public static TensorProto floats(String name, float[] values, long... dimensions) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT_VALUE);
        for (long dimension : dimensions) {
            tensor.addDims(dimension);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }

    /** A constant vector of one 64-bit integer. */
    public static TensorProto longs(String name, long value) {
        return scalar(name, value).toBuilder().addDims(1).build();
    }

    /** A constant 64-bit integer. */
    public static TensorProto scalar(String name, long value) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addInt64Data(value)
                .build();
    }
}
