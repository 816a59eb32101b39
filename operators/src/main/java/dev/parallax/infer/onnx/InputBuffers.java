package dev.parallax.infer.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.parallax.encode.Encoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Direct memory for the inputs of one run, reused by the next: ONNX Runtime would allocate it again for every tensor.
 * For one thread at a time.
 */
final class InputBuffers {

    private final Map<String, ByteBuffer> buffers = new HashMap<>();

    /**
     * Lays one input out as {@code [rows, columns]}, padded on the right.
     *
     * @param name which input it is
     * @param type INT64 or INT32
     * @param batch one encoding a row
     * @param columns length of the longest row
     * @param padId padding of {@code input_ids}; the other inputs are padded with 0
     */
    OnnxTensor tensor(
            OrtEnvironment environment,
            ModelInput name,
            OnnxJavaType type,
            List<Encoding> batch,
            int columns,
            int padId)
            throws OrtException {
        int width = type == OnnxJavaType.INT64 ? Long.BYTES : Integer.BYTES;
        ByteBuffer buffer = buffer(name.graphName(), batch.size() * columns * width);
        for (Encoding encoding : batch) {
            for (int column = 0; column < columns; column++) {
                int value = name.value(encoding, column, padId);
                if (width == Long.BYTES) {
                    buffer.putLong(value);
                } else {
                    buffer.putInt(value);
                }
            }
        }
        buffer.flip();
        long[] shape = {batch.size(), columns};
        return width == Long.BYTES
                ? OnnxTensor.createTensor(environment, buffer.asLongBuffer(), shape)
                : OnnxTensor.createTensor(environment, buffer.asIntBuffer(), shape);
    }

    private ByteBuffer buffer(String name, int bytes) {
        ByteBuffer buffer = buffers.get(name);
        if (buffer == null || buffer.capacity() < bytes) {
            int capacity = Math.max(Integer.highestOneBit(Math.max(bytes, 1) - 1) << 1, 1 << 12);
            buffer = ByteBuffer.allocateDirect(capacity).order(ByteOrder.nativeOrder());
            buffers.put(name, buffer);
        }
        return buffer.clear().limit(bytes);
    }
}
