package dev.parallax.job.config;

import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.job.config.option.ModelKeys;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problems;
import java.time.Duration;
import org.apache.flink.configuration.MemorySize;

/**
 * What runs the model, and within which limits.
 *
 * @param provider CPU or GPU
 * @param cpuThreads threads of one run on the CPU, 0 for one per core
 * @param deviceId which GPU, from 0
 * @param gpuMemoryLimit most memory taken on the GPU, zero for no limit
 * @param tf32 whether the GPU may round to TF32
 * @param runTimeout how long one run may take
 */
public record InferenceConfig(
        DeviceOptions.Provider provider,
        int cpuThreads,
        int deviceId,
        MemorySize gpuMemoryLimit,
        boolean tf32,
        Duration runTimeout) {

    /** @throws ConfigException if a value is out of its range */
    public InferenceConfig {
        Problems problems = new Problems();
        problems.check(cpuThreads >= 0, ModelKeys.CPU_THREADS, cpuThreads, "0 (one per core) or more");
        problems.check(deviceId >= 0, ModelKeys.DEVICE_ID, deviceId, "0 or more");
        problems.check(
                !runTimeout.isZero() && !runTimeout.isNegative(), ModelKeys.RUN_TIMEOUT, runTimeout, "longer than 0");
        problems.throwIfAny();
    }

    static InferenceConfig from(OptionReader options) {
        return new InferenceConfig(
                options.value(ModelKeys.PROVIDER),
                options.value(ModelKeys.CPU_THREADS),
                options.value(ModelKeys.DEVICE_ID),
                options.value(ModelKeys.GPU_MEMORY_LIMIT),
                options.value(ModelKeys.TF32),
                options.value(ModelKeys.RUN_TIMEOUT));
    }

    /** The same as the classifier takes it. */
    public DeviceOptions device() {
        return new DeviceOptions(provider, cpuThreads, deviceId, gpuMemoryLimit.getBytes(), tf32, runTimeout);
    }
}
