package dev.parallax.infer.model;

import dev.parallax.bounds.Bounds;
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
 * @param fp16 whether TensorRT may compute in half precision
 * @param engineCache folder in which TensorRT's engines are kept on the machine with the GPU, or an empty string to
 *     build them at each start
 * @param runTimeout longest run of the model before it is stopped
 */
public record DeviceOptions(
        Provider provider,
        int cpuThreads,
        int deviceId,
        long gpuMemoryLimitBytes,
        boolean tf32,
        boolean fp16,
        String engineCache,
        Duration runTimeout)
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

    /** Bounds of {@code cpuThreads}. */
    public static final Bounds<Integer> CPU_THREADS = Bounds.integers(0, "one for each core", 1024);

    /** Bounds of {@code deviceId}. */
    public static final Bounds<Integer> DEVICE_ID = Bounds.integers(0, 1024);

    /** Bounds of {@code gpuMemoryLimitBytes}. */
    public static final Bounds<Long> GPU_MEMORY_LIMIT = new Bounds<>("0 (no limit) or more", bytes -> bytes >= 0);

    /** Bounds of {@code runTimeout}. */
    public static final Bounds<Duration> RUN_TIMEOUT = Bounds.POSITIVE_DURATION;

    /** The CPU with one thread a run and runs of half a minute at most. */
    public static final DeviceOptions CPU = new DeviceOptions(Provider.CPU, 1, 0, 0, false, Duration.ofSeconds(30));

    /** A device whose engines, if it has any, compute in 32-bit floats and are not kept. */
    public DeviceOptions(
            Provider provider,
            int cpuThreads,
            int deviceId,
            long gpuMemoryLimitBytes,
            boolean tf32,
            Duration runTimeout) {
        this(provider, cpuThreads, deviceId, gpuMemoryLimitBytes, tf32, false, "", runTimeout);
    }

    /** @throws IllegalArgumentException if a value is out of its bounds */
    public DeviceOptions {
        CPU_THREADS.require("cpuThreads", cpuThreads);
        DEVICE_ID.require("deviceId", deviceId);
        GPU_MEMORY_LIMIT.require("gpuMemoryLimitBytes", gpuMemoryLimitBytes);
        RUN_TIMEOUT.require("runTimeout", runTimeout);
    }

    /** These options with another provider. */
    DeviceOptions withProvider(Provider other) {
        return new DeviceOptions(other, cpuThreads, deviceId, gpuMemoryLimitBytes, tf32, fp16, engineCache, runTimeout);
    }

    /** These options with another number of CPU threads. */
    public DeviceOptions withCpuThreads(int threads) {
        return new DeviceOptions(provider, threads, deviceId, gpuMemoryLimitBytes, tf32, fp16, engineCache, runTimeout);
    }
}
