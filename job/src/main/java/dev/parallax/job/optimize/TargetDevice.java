package dev.parallax.job.optimize;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The device that a graph is rewritten for. */
public enum TargetDevice {
    /** CPUs: operators whose kernels for CPUs are fast. */
    CPU,
    /** NVIDIA GPUs, by ONNX Runtime's execution provider for CUDA: fused operators. */
    CUDA;

    /** The name on the command line and in files. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
