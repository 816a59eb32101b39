package dev.parallax.infer.model;

import java.io.Serializable;
import java.time.Duration;

/**
 * The device that a model runs on, and its limits.
 *
 * @param provider execution provider
 * @param cpuThreads threads of one run on the CPU, 0 for one a core
 * @param deviceId number of the GPU
 * @param gpuMemoryLimitBytes most GPU memory that the session takes, 0 for no limit
 * @param tf32 whether a GPU may round the inputs of matrix products to TensorFloat-32
 * @param runTimeout longest run of the model before it is stopped
 */
public record DeviceOptions(
        Provider provider, int cpuThreads, int deviceId, long gpuMemoryLimitBytes, boolean tf32, Duration runTimeout)
        implements Serializable {

    /** Execution providers of ONNX Runtime. */
    public enum Provider {
        /** CUDA where it loads, else the CPU with one warning. */
        AUTO,
        /** CUDA, or an error. */
        CUDA,
        /** TensorRT with CUDA behind it, or an error. */
        TENSORRT,
        /** The CPU. */
        CPU
    }

    /** The CPU with one thread a run and runs of half a minute at most. */
    public static final DeviceOptions CPU = new DeviceOptions(Provider.CPU, 1, 0, 0, false, Duration.ofSeconds(30));

    /** Checks the numbers. */
    public DeviceOptions {
        if (cpuThreads < 0) {
            throw new IllegalArgumentException("cpuThreads must be 0 (one a core) or more, not " + cpuThreads);
        }
        if (deviceId < 0) {
            throw new IllegalArgumentException("deviceId must be 0 or more, not " + deviceId);
        }
        if (gpuMemoryLimitBytes < 0) {
            throw new IllegalArgumentException(
                    "gpuMemoryLimitBytes must be 0 (no limit) or more, not " + gpuMemoryLimitBytes);
        }
        if (runTimeout.isNegative() || runTimeout.isZero()) {
            throw new IllegalArgumentException("runTimeout must be longer than zero, not " + runTimeout);
        }
    }

    /** These options with another provider. */
    DeviceOptions withProvider(Provider other) {
        return new DeviceOptions(other, cpuThreads, deviceId, gpuMemoryLimitBytes, tf32, runTimeout);
    }

    /** These options with another number of CPU threads. */
    public DeviceOptions withCpuThreads(int threads) {
        return new DeviceOptions(provider, threads, deviceId, gpuMemoryLimitBytes, tf32, runTimeout);
    }
}
