package dev.parallax.job.config;

import java.util.Locale;

/** What runs the model, by ONNX Runtime's name for it. */
public enum ExecutionProvider {
    /** CUDA where it works, the CPU otherwise. */
    AUTO,
    /** NVIDIA's CUDA. */
    CUDA,
    /** NVIDIA's TensorRT, with CUDA for what it cannot run. */
    TENSORRT,
    /** The CPU. */
    CPU;

    /** The name in configurations. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
