package dev.parallax.infer.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.DeviceOptions.Provider;
import dev.parallax.infer.model.ModelException;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A factory of ONNX Runtime sessions on the execution provider that the options ask for. */
final class SessionFactory {

    private static final Logger LOG = LoggerFactory.getLogger(SessionFactory.class);

    /** A session and the execution provider that it runs on. */
    record Opened(OrtSession session, Provider provider) {}

    private SessionFactory() {}

    /**
     * Opens a session.
     *
     * @param shapes the batches that it will run; used by TensorRT alone
     */
    static Opened open(Path onnx, DeviceOptions options, EngineShapes shapes) {
        // The first call loads the native library, which the lists of providers need.
        var unused = OrtRuntime.environment();
        return switch (options.provider()) {
            case CPU -> new Opened(session(onnx, options, Provider.CPU, shapes), Provider.CPU);
            case CUDA, TENSORRT -> explicit(onnx, options, shapes);
            case AUTO -> automatic(onnx, options, shapes);
        };
    }

    private static Opened explicit(Path onnx, DeviceOptions options, EngineShapes shapes) {
        Provider provider = options.provider();
        if (!OrtEnvironment.getAvailableProviders().contains(ortProvider(provider))) {
            throw new ModelException("inference.provider is " + provider + ", and this build of ONNX Runtime has only "
                    + OrtEnvironment.getAvailableProviders()
                    + ": build with the Maven profile gpu (CUDA 12) or gpu-cuda13 (CUDA 13)");
        }
        return new Opened(session(onnx, options, provider, shapes), provider);
    }

    private static Opened automatic(Path onnx, DeviceOptions options, EngineShapes shapes) {
        if (OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            // The list has what was built in; only a session proves that the driver and libraries are installed.
            try {
                return new Opened(session(onnx, options, Provider.CUDA, shapes), Provider.CUDA);
            } catch (ModelException e) {
                LOG.warn("Inference runs on the CPU: CUDA does not load ({})", e.getMessage());
            }
        } else {
            LOG.warn(
                    "Inference runs on the CPU: this build of ONNX Runtime has no CUDA, only {}",
                    OrtEnvironment.getAvailableProviders());
        }
        return new Opened(session(onnx, options, Provider.CPU, shapes), Provider.CPU);
    }

    private static OrtProvider ortProvider(Provider provider) {
        return provider == Provider.TENSORRT ? OrtProvider.TENSOR_RT : OrtProvider.CUDA;
    }

    private static OrtSession session(Path onnx, DeviceOptions options, Provider provider, EngineShapes shapes) {
        OrtEnvironment environment = OrtRuntime.environment();
        try (SessionOptions session = new SessionOptions()) {
            session.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
            int cores = Runtime.getRuntime().availableProcessors();
            session.setIntraOpNumThreads(options.cpuThreads() == 0 ? cores : options.cpuThreads());
            session.setInterOpNumThreads(1);
            // Threads that spin between operators take cores from the job; giving work out in small blocks keeps one
            // delayed thread from holding up an operator.
            session.addConfigEntry("session.intra_op.allow_spinning", "0");
            session.addConfigEntry("session.dynamic_block_base", "4");
            if (provider == Provider.TENSORRT) {
                addTensorRt(session, options, shapes);
            }
            if (provider != Provider.CPU) {
                addCuda(session, options);
            }
            return environment.createSession(onnx.toString(), session);
        } catch (OrtException e) {
            throw StartFailure.of(
                    onnx + " does not load on " + provider + ": " + e.getMessage()
                            + (provider == Provider.CPU
                                    ? ""
                                    : " (needed: an NVIDIA driver, and the CUDA and cuDNN libraries that this build of "
                                            + "ONNX Runtime is linked against, on the library path)"),
                    e);
        }
    }

    /** Frees a session. */
    static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not free a session: " + e.getMessage(), e);
        }
    }

    private static void addTensorRt(SessionOptions session, DeviceOptions options, EngineShapes shapes)
            throws OrtException {
        TensorRtSettings settings =
                TensorRtSettings.of(options, shapes, OrtRuntime.environment().getVersion());
        settings.createFolder();
        settings.roundsToTf32(System.getenv(TensorRtSettings.TF32_OVERRIDE)).ifPresent(LOG::warn);
        try (OrtTensorRTProviderOptions tensorRt = new OrtTensorRTProviderOptions(options.deviceId())) {
            for (Map.Entry<String, String> option : settings.options().entrySet()) {
                tensorRt.add(option.getKey(), option.getValue());
            }
            session.addTensorrt(tensorRt);
        }
    }

    private static void addCuda(SessionOptions session, DeviceOptions options) throws OrtException {
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(options.deviceId())) {
            cuda.add("use_tf32", options.tf32() ? "1" : "0");
            // Growing in powers of two never gives a large chunk back to a batch of another shape.
            cuda.add("arena_extend_strategy", "kSameAsRequested");
            // Without it, SkipLayerNormalization adds up numbers of half precision in half precision.
            cuda.add("enable_skip_layer_norm_strict_mode", "1");
            if (options.gpuMemoryLimitBytes() > 0) {
                cuda.add("gpu_mem_limit", Long.toString(options.gpuMemoryLimitBytes()));
            }
            session.addCUDA(cuda);
        }
    }
}
