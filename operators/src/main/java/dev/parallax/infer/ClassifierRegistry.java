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

    private static final ReferenceCounted<SessionKey, OnnxClassifier> SESSIONS = new ReferenceCounted<>();
    private static final ReferenceCounted<ServingOptions, Running> SERVINGS = new ReferenceCounted<>();

    private record SessionKey(String fingerprint, int maxLength, DeviceOptions device, List<HeadOptions> heads) {}

    private record Running(ModelServing serving, ReferenceCounted<SessionKey, OnnxClassifier>.Lease session)
            implements AutoCloseable {
        @Override
        public void close() {
            serving.stop();
            session.close();
        }
    }

    /** One user's hold on a model. */
    public static final class Lease implements AutoCloseable {

        private final ReferenceCounted<ServingOptions, Running>.Lease lease;

        private Lease(ReferenceCounted<ServingOptions, Running>.Lease lease) {
            this.lease = lease;
        }

        /** The model at work. */
        public ModelServing serving() {
            return lease.value().serving();
        }

        /** Gives the model back; a second call does nothing. */
        @Override
        public void close() {
            lease.close();
        }
    }

    private ClassifierRegistry() {}

    /**
     * Gets a model, loading it for the first who asks.
     *
     * @throws ModelException if the model cannot be used
     */
    public static Lease acquire(ServingOptions options) {
        return new Lease(SERVINGS.acquire(options, ClassifierRegistry::start));
    }

    /** Whatever else a library throws at a model's files it will throw at the next try too. */
    private static Running start(ServingOptions options) {
        try {
            return load(options);
        } catch (ModelException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ModelException("The model in " + options.folder() + " cannot be loaded: " + e, e);
        }
    }

    private static Running load(ServingOptions options) {
        ModelBundle model = ModelBundle.read(Path.of(options.folder()), options.name(), options.maxLength());
        // The tokenizer is small, and a model of gigabytes need not be loaded to hear what is wrong with it.
        model.newEncoder().close();
        SessionKey key = new SessionKey(model.id().fingerprint(), model.maxLength(), options.device(), options.heads());
        ReferenceCounted<SessionKey, OnnxClassifier>.Lease session =
                SESSIONS.acquire(key, ignored -> OnnxClassifier.open(model, options.device(), options.heads()));
        try {
            BatchPolicy policy = options.policy()
                    .on(session.value().provider(), options.device().cpuThreads());
            return new Running(ModelServing.start(session.value(), policy), session);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Sessions that are open now. */
    public static int openSessions() {
        return SESSIONS.size();
    }
}
