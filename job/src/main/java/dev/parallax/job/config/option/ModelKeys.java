package dev.parallax.job.config.option;

import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.job.config.value.Option;
import dev.parallax.job.config.value.OptionValues;
import dev.parallax.job.model.DefaultModel;
import dev.parallax.job.model.ModelOptimization;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.MemorySize;

/** Options of the model and of the device, and the records that they set. */
public final class ModelKeys {

    public static final Option<String> PATH = Option.path(
            "model.path",
            "a folder",
            "Folder with `model.onnx`, `tokenizer.json` and `config.json`, as `optimum-cli export onnx --task"
                    + " text-classification` writes it. Takes the place of `model.name`.");

    public static final Option<DefaultModel> NAME = Option.choice(
            "model.name",
            DefaultModel.class,
            DefaultModel.SENTIMENT,
            "Model that comes with Parallax, where `model.path` is not set.");

    public static final Option<ModelOptimization> OPTIMIZE = Option.choice(
            "model.optimize",
            ModelOptimization.class,
            ModelOptimization.AUTO,
            "Whether the graph of `model.name` is rewritten for speed, with the same logits but for rounding: `auto` on"
                    + " CPUs; `off` runs it as it was exported. A folder of `model.path` is run as it is, see"
                    + " `parallax optimize`.");

    public static final Option<Integer> MAX_LENGTH = Option.integer(
            "model.max-length",
            ModelBundle.MODEL_LIMIT,
            ServingOptions.MAX_LENGTH,
            "Most token ids that the model reads of a text, special ones included; what is longer is truncated. More"
                    + " than the model takes is an error.");

    public static final Option<DeviceOptions.Provider> PROVIDER = Option.choice(
            "inference.provider",
            DeviceOptions.Provider.class,
            DeviceOptions.Provider.AUTO,
            "What runs the model: `cuda` and `tensorrt` fail the start where there is no such device; `auto` takes CUDA"
                    + " where it works and the CPU otherwise.");

    public static final Option<Integer> CPU_THREADS = Option.integer(
            "inference.cpu-threads",
            DeviceOptions.CPU.cpuThreads(),
            DeviceOptions.CPU_THREADS,
            "Threads that one run of the model uses on the CPU. More threads shorten a lone run; with 1, "
                    + "as many runs go side by side as there are cores, which does more texts a second.");

    public static final Option<Integer> DEVICE_ID = Option.integer(
            "inference.device-id",
            DeviceOptions.CPU.deviceId(),
            DeviceOptions.DEVICE_ID,
            "Which GPU to use, counted from 0.");

    public static final Option<MemorySize> GPU_MEMORY_LIMIT = Option.memorySize(
            "inference.gpu-memory-limit",
            MemorySize.ZERO,
            "Most memory that ONNX Runtime takes on the GPU; 0 for no limit.");

    public static final Option<Boolean> TF32 = Option.flag(
            "inference.tf32",
            DeviceOptions.CPU.tf32(),
            "Whether the GPU may round factors of matrix products to TF32: faster, with other digits than the CPU's.");

    public static final Option<Boolean> FP16 = Option.flag(
            "inference.fp16",
            DeviceOptions.CPU.fp16(),
            "Whether TensorRT may compute in half precision: faster, with other digits. A folder for CUDA is rewritten"
                    + " to half precision by `parallax optimize`.");

    public static final Option<String> ENGINE_CACHE = Option.path(
            "inference.engine-cache",
            "a folder",
            "Folder for TensorRT's engines, on each machine with a GPU: a start takes the engine of the last one."
                    + " Without it, each start builds one, which takes minutes. Empty it after an update of TensorRT.");

    public static final Option<Duration> RUN_TIMEOUT = Option.duration(
            "inference.run-timeout",
            DeviceOptions.CPU.runTimeout(),
            DeviceOptions.RUN_TIMEOUT,
            "How long one run of the model may take before it is ended.");

    static final List<Option<?>> ALL = List.of(
            PATH,
            NAME,
            OPTIMIZE,
            MAX_LENGTH,
            PROVIDER,
            CPU_THREADS,
            DEVICE_ID,
            GPU_MEMORY_LIMIT,
            TF32,
            FP16,
            ENGINE_CACHE,
            RUN_TIMEOUT);

    private ModelKeys() {}

    /** The device that runs the model. */
    public static DeviceOptions device(OptionValues options) {
        return new DeviceOptions(
                options.value(PROVIDER),
                options.value(CPU_THREADS),
                options.value(DEVICE_ID),
                options.value(GPU_MEMORY_LIMIT).getBytes(),
                options.value(TF32),
                options.value(FP16),
                options.optional(ENGINE_CACHE).orElse(""),
                options.value(RUN_TIMEOUT));
    }
}
