package dev.parallax.infer.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import dev.parallax.infer.model.ModelException;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime's environment in this process, without the shutdown hook that would crash a process that ends while a
 * model runs.
 *
 * <p>The Java binding frees the runtime in a hook of its own when the process is asked to end (1.28.0,
 * {@code OrtEnvironment}). Runs that are under way then use freed memory, and the process dies of SIGSEGV where it
 * should end with the status of its signal. Hooks run side by side, so nothing can wait for the runs before it. The
 * memory is the process's own, so the hook is taken away.
 */
public final class OrtRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(OrtRuntime.class);
    private static @Nullable OrtEnvironment loaded;
    private static @Nullable String failure;

    private OrtRuntime() {}

    /**
     * The environment; the first call loads the native library.
     *
     * @throws ModelException if it cannot be loaded, naming the folder that it was unpacked into
     */
    public static synchronized OrtEnvironment environment() {
        if (failure != null) {
            throw new ModelException(failure);
        }
        OrtEnvironment environment = loaded;
        if (environment == null) {
            environment = load();
            loaded = environment;
        }
        return environment;
    }

    /**
     * Whether this build of ONNX Runtime can run models on a GPU. Whether the machine has one is another question.
     *
     * @throws ModelException if the native library cannot be loaded
     */
    public static boolean runsOnGpus() {
        var unused = environment();
        return OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
    }

    private static OrtEnvironment load() {
        OrtEnvironment environment = loadLibrary();
        try {
            hooksOfRuntime().forEach(Runtime.getRuntime()::removeShutdownHook);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("The hook of ONNX Runtime stays: end the process when no model runs", e);
        }
        return environment;
    }

    /**
     * The binding loads its library when its class is initialised, and a class that could not be cannot be a second
     * time.
     */
    private static OrtEnvironment loadLibrary() {
        try {
            // Failures are thrown. The library would log them a second time, in several lines.
            return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        } catch (LinkageError | RuntimeException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            String said = "ONNX Runtime's native library cannot be loaded: " + root + ". It is unpacked into "
                    + System.getProperty("java.io.tmpdir")
                    + ": the system property java.io.tmpdir must name an existing folder that has 64 MB of room"
                    + " and is not mounted noexec, or onnxruntime.native.path one that has the library";
            failure = said;
            throw new ModelException(said, e);
        }
    }

    /**
     * Hooks of the binding; needs {@code --add-opens java.base/java.lang=ALL-UNNAMED}, which Flink's processes have.
     */
    static Set<Thread> hooksOfRuntime() throws ReflectiveOperationException {
        Field hooks = Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
        hooks.setAccessible(true);
        Field target = Thread.class.getDeclaredField("target");
        target.setAccessible(true);
        Set<Thread> found = new HashSet<>();
        if (hooks.get(null) instanceof Map<?, ?> table) {
            for (Object hook : table.keySet().toArray()) {
                Object runnable = target.get(hook);
                if (runnable != null && runnable.getClass().getName().startsWith("ai.onnxruntime.")) {
                    found.add((Thread) hook);
                }
            }
        }
        return found;
    }
}
