package dev.parallax.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Numbers in half precision (IEEE 754 binary16): 11 significant bits, magnitudes up to 65,504. Below 6.1e-5 there are
 * fewer bits, and below 3e-8 nothing is left. Numbers are rounded to the nearest, ties to even.
 */
public final class HalfFloats {

    private static final float LARGEST = 65_504;
    /** Twice the largest relative error of rounding a number that has all 11 bits. */
    private static final double LARGEST_LOSS = 1.0 / (1 << 10);

    private HalfFloats() {}

    /**
     * Whether half precision can hold a constant: no number is too large, and the error of rounding is 2^-10 of it at
     * most, both as Euclidean norms. Numbers of full precision lose 2^-11 at most each.
     *
     * @return false too if the tensor is not one of 32-bit floats
     */
    public static boolean canHold(TensorProto tensor) {
        Optional<float[]> values = Constants.floats(tensor);
        if (values.isEmpty()) {
            return false;
        }
        double lost = 0;
        double all = 0;
        for (float value : values.get()) {
            if (!(Math.abs(value) <= LARGEST)) {
                return false;
            }
            double error = value - rounded(value);
            lost += error * error;
            all += (double) value * value;
        }
        return lost <= LARGEST_LOSS * LARGEST_LOSS * all;
    }

    private static float rounded(float value) {
        return Fp16Conversions.fp16ToFloat(Fp16Conversions.floatToFp16(value));
    }

    /** A constant of 32-bit floats as one of half precision. */
    public static TensorProto halves(TensorProto tensor) {
        float[] values = Constants.floats(tensor).orElseThrow();
        ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putShort(Fp16Conversions.floatToFp16(value));
        }
        return Constants.tensor(TensorProto.DataType.FLOAT16, bytes.flip(), dimensions(tensor));
    }

    /** A constant of 32-bit floats with its numbers rounded to those of half precision. */
    public static TensorProto rounded(TensorProto tensor) {
        float[] values = Constants.floats(tensor).orElseThrow();
        for (int i = 0; i < values.length; i++) {
            values[i] = rounded(values[i]);
        }
        return Constants.floats(values, dimensions(tensor));
    }

    private static long[] dimensions(TensorProto tensor) {
        return tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
    }
}
