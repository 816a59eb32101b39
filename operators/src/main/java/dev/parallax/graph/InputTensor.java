package dev.parallax.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.parallax.infer.onnx.OrtRuntime;
import java.util.Arrays;

/** Rows of integers as an input of a graph, of the width that the graph declares: 32 or 64 bits. */
final class InputTensor {

    private InputTensor() {}

    /** The tensor {@code [rows, columns]}; the caller closes it. */
    static OnnxTensor of(ValueInfoProto input, int[][] rows) throws OrtException {
        OrtEnvironment environment = OrtRuntime.environment();
        if (input.getType().getTensorType().getElemType() == TensorProto.DataType.INT32_VALUE) {
            return OnnxTensor.createTensor(environment, rows);
        }
        long[][] wide = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).asLongStream().toArray())
                .toArray(long[][]::new);
        return OnnxTensor.createTensor(environment, wide);
    }
}
