package dev.parallax.infer.onnx;

import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The options of ONNX Runtime's execution provider for TensorRT, by the names of <a
 * href="https://onnxruntime.ai/docs/execution-providers/TensorRT-ExecutionProvider.html">its documentation</a>.
 *
 * <p>TensorRT compiles a graph into an engine for a range of shapes, which takes minutes. Without a range, it builds
 * another one whenever a batch is larger than all before it. The range is therefore given: one engine takes all batches
 * that there can be, and it is built when the session is opened. ONNX Runtime finds a kept engine by the names in the
 * graph and not by its weights, so each model and each range has a folder.
 *
 * @param options the options, in their order
 * @param folder the folder in which engines are kept; empty if none are
 * @param tf32 whether rounding to TensorFloat-32 is wanted
 */
record TensorRtSettings(Map<String, String> options, Optional<Path> folder, boolean tf32) {

    /** The environment variable that NVIDIA's libraries read: 0 takes TensorFloat-32 away from all of them. */
    static final String TF32_OVERRIDE = "NVIDIA_TF32_OVERRIDE";

    /** Tokens of a text of usual length, for which the fastest kernels are chosen. */
    private static final int USUAL_TOKENS = 64;

    private static final String ON = "1";
    private static final String OFF = "0";

    /** @param runtime version of ONNX Runtime: another one does not take the engines of this one */
    static TensorRtSettings of(DeviceOptions device, EngineShapes shapes, String runtime) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("trt_fp16_enable", device.fp16() ? ON : OFF);
        options.put("trt_profile_min_shapes", profile(1, 1));
        options.put("trt_profile_opt_shapes", profile(shapes.maxRows(), Math.min(shapes.maxTokens(), USUAL_TOKENS)));
        options.put("trt_profile_max_shapes", profile(shapes.maxRows(), shapes.maxTokens()));
        Optional<Path> folder = folder(device, shapes, runtime);
        folder.map(Path::toString).ifPresent(path -> {
            options.put("trt_engine_cache_enable", ON);
            options.put("trt_engine_cache_path", path);
            options.put("trt_timing_cache_enable", ON);
            options.put("trt_timing_cache_path", path);
        });
        return new TensorRtSettings(Collections.unmodifiableMap(options), folder, device.tf32());
    }

    /** A shape of all inputs; ONNX Runtime looks up those that the graph has. */
    private static String profile(int rows, int tokens) {
        return Arrays.stream(ModelInput.values())
                .map(input -> input.graphName() + ":" + rows + "x" + tokens)
                .collect(Collectors.joining(","));
    }

    private static Optional<Path> folder(DeviceOptions device, EngineShapes shapes, String runtime) {
        if (device.engineCache().isEmpty()) {
            return Optional.empty();
        }
        String name = shapes.fingerprint() + "-" + shapes.maxRows() + "x" + shapes.maxTokens()
                + (device.fp16() ? "-fp16" : "-fp32") + "-onnxruntime-" + runtime;
        return Optional.of(Path.of(device.engineCache()).toAbsolutePath().resolve(name));
    }

    /**
     * Makes the folder of the engines, if they are kept.
     *
     * @throws ModelException if it cannot be made, naming the option
     */
    void createFolder() {
        if (folder.isPresent()) {
            try {
                Files.createDirectories(folder.get());
            } catch (IOException e) {
                throw new ModelException(
                        "The folder " + folder.get() + " for engines of TensorRT cannot be made: " + e
                                + ". Expected a folder that can be written to as inference.engine-cache",
                        e);
            }
        }
    }

    /**
     * A warning if TensorRT may round to TensorFloat-32 although that is not wanted: ONNX Runtime has no option for it.
     *
     * @param override the environment variable {@link #TF32_OVERRIDE}
     */
    Optional<String> roundsToTf32(@Nullable String override) {
        return tf32 || OFF.equals(override)
                ? Optional.empty()
                : Optional.of("TensorRT rounds factors of matrix products to TF32 where a GPU has it, although"
                        + " inference.tf32 is false: set the environment variable " + TF32_OVERRIDE
                        + "=0 to prevent it");
    }
}
