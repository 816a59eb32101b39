package dev.parallax.job.model;

import dev.parallax.infer.model.DeviceOptions.Provider;
import dev.parallax.infer.onnx.OrtRuntime;
import java.util.Locale;

/** The rewriting of the graph of a model that comes with Parallax, for the device that runs it. */
public enum ModelOptimization {
    /** Rewritten for CPUs, unless the model may run on a GPU, whose fused operators the rewriting would take away. */
    AUTO,
    /** As it was exported. */
    OFF;

    /**
     * Whether the graph is rewritten.
     *
     * @param provider what runs the model
     * @throws dev.parallax.infer.model.ModelException if that is found out at the start, and ONNX Runtime cannot be
     *     loaded
     */
    public boolean appliesTo(Provider provider) {
        return this == AUTO
                && switch (provider) {
                    case CPU -> true;
                    case CUDA, TENSORRT -> false;
                    case AUTO -> !OrtRuntime.runsOnGpus();
                };
    }

    /** The name in configurations. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
