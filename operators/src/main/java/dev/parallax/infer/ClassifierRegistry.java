package dev.parallax.infer;

import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.HeadOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.onnx.OnnxClassifier;
import java.nio.file.Path;
import java.util.List;

/**
 * The models that this process has loaded. Callers that ask for the same model on the same device get the same session,
 * and with the same batch policy the same batcher: two CUDA sessions used in turn grow without end in ONNX Runtime's
 * Java binding (onnxruntime issue 29351). A model is freed when its last user gives it back. Safe for several threads.
 *
 * <p>There is one registry for each class loader that has this class.
 */
public final class ClassifierRegistry {

    private static final ReferenceCounted<SessionKey, OnnxClassifier> SESSIONS =
            new ReferenceCounted<>(OnnxClassifier::close);
    private static final ReferenceCounted<ServingOptions, ModelServing> SERVINGS =
            new ReferenceCounted<>(ModelServing::stop);

    private record SessionKey(
            String fingerprint, int maxLength, DeviceOptions device, int engineRows, List<HeadOptions> heads) {}

    private ClassifierRegistry() {}

    /**
     * Leases a model; the first caller loads it.
     *
     * @throws ModelException if the model cannot be used
     */
    public static Lease<ModelServing> acquire(ServingOptions options) {
        return SERVINGS.acquire(options, ClassifierRegistry::start);
    }

    /** Anything else that a library throws at a model's files it would throw at the next attempt too. */
    private static ModelServing start(ServingOptions options) {
        try {
            return load(options);
        } catch (ModelException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ModelException("The model in " + options.folder() + " cannot be loaded: " + e, e);
        }
    }

    private static ModelServing load(ServingOptions options) {
        ModelBundle model = ModelBundle.read(Path.of(options.folder()), options.name(), options.maxLength());
        // The tokenizer is small: its faults are found before a model of gigabytes is loaded.
        model.newEncoder().close();
        DeviceOptions device = options.device();
        int rows = options.policy().on(device.provider(), device.cpuThreads()).maxRows();
        // Engines of TensorRT are built for a number of rows. All other sessions take any.
        int engineRows = device.provider() == DeviceOptions.Provider.TENSORRT ? rows : 0;
        SessionKey key =
                new SessionKey(model.id().fingerprint(), model.maxLength(), device, engineRows, options.heads());
        Lease<OnnxClassifier> session =
                SESSIONS.acquire(key, ignored -> OnnxClassifier.open(model, device, options.heads(), rows));
        try {
            BatchPolicy policy = options.policy()
                    .on(session.value().provider(), options.device().cpuThreads());
            return ModelServing.start(session, policy);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Number of sessions that are open now. */
    public static int openSessions() {
        return SESSIONS.size();
    }
}
