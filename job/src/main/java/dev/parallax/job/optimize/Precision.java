package dev.parallax.job.optimize;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** The numbers that a rewritten model's matrix products are computed with, and the limits that suit them. */
public enum Precision {
    /** 32-bit floats, as in the source: results change by rounding only. */
    FP32(1e-4, 1),
    /** 8-bit integers for products of activations and weights: logits change, labels seldom. */
    INT8(Limits.ANY_DIFFERENCE, 0.99),
    /**
     * Numbers of half precision, for GPUs: rounding to 11 bits changes logits by some thousandths, and labels of texts
     * whose margin is not more than that.
     */
    FP16(0.05, 0.998);

    private final double difference;
    private final double keptLabels;

    Precision(double difference, double keptLabels) {
        this.difference = difference;
        this.keptLabels = keptLabels;
    }

    /** The device that a graph is rewritten for where none is named. */
    public TargetDevice usualDevice() {
        return this == FP16 ? TargetDevice.CUDA : TargetDevice.CPU;
    }

    /** A reason not to rewrite a graph for a device with this precision; empty if it can be done. */
    public Optional<String> objection(TargetDevice device) {
        if (this == FP16 && device == TargetDevice.CPU) {
            return Optional.of("--precision fp16 is for GPUs, and --device is cpu: ONNX Runtime computes most of it in"
                    + " 32-bit floats there, slower than the exported graph. Expected --device cuda, or --precision"
                    + " fp32 or int8");
        }
        if (this == INT8 && device == TargetDevice.CUDA) {
            return Optional.of("--precision int8 is for CPUs, and --device is cuda: ONNX Runtime has no kernel for CUDA"
                    + " of the operator MatMulIntegerToFloat. Expected --device cpu, or --precision fp32 or fp16");
        }
        return Optional.empty();
    }

    /** The limits by default. */
    public Limits limits() {
        return new Limits(difference, keptLabels);
    }

    /** The name on the command line and in files. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
