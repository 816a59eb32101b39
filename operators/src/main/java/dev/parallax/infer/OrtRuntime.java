package dev.parallax.infer;

import ai.onnxruntime.OrtEnvironment;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime in this process, so that the process can end while the model runs.
 *
 * <p>The Java binding frees the runtime in a hook of its own when the process is told to end (1.28.0, {@code OrtEnvironment}). Runs that
 * are under way then use freed memory, and the process dies of SIGSEGV where it should end with the status of its signal. Hooks
 * run side by side, so nothing can wait for the runs before it. The memory is the process's own, so the hook is taken away.
 */
public final class OrtRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(OrtRuntime.class);
    private static final OrtEnvironment ENVIRONMENT = load();

    private OrtRuntime() {}

    /** The environment; the first call loads the native library. */
    public static OrtEnvironment environment() {
        return ENVIRONMENT;
    }

    private static OrtEnvironment load() {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            hooksOfRuntime().forEach(Runtime.getRuntime()::removeShutdownHook);
            return environment;
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("The hook of ONNX Runtime stays: end the process when no model runs", e);
            return OrtEnvironment.getEnvironment();
        }
    }

    /** Hooks of the binding; needs {@code --add-opens java.base/java.lang=ALL-UNNAMED}, which Flink's processes have. */
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
