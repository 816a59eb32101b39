package dev.parallax.infer.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.Classifier;
import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.DeviceOptions.Provider;
import dev.parallax.infer.model.HeadBundle;
import dev.parallax.infer.model.HeadOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.model.ModelException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A model on ONNX Runtime. The graph says which inputs it takes, of {@code input_ids}, {@code attention_mask} and
 * {@code token_type_ids}, as 64-bit or 32-bit integers; it must give {@code logits} as {@code [batch, classes]}, and,
 * for other heads to be run beside its own, {@code features} as {@code [batch, width]}.
 */
public final class OnnxClassifier implements Classifier {

    private final ModelBundle model;
    private final OrtEnvironment environment = OrtRuntime.environment();
    private final OrtSession session;
    private final Provider provider;
    private final RunLimit runLimit;
    private final ClassifierGraph graph;
    private final int classes;
    private final List<OnnxHead> heads;
    private final ConcurrentLinkedQueue<InputBuffers> freeBuffers = new ConcurrentLinkedQueue<>();

    private OnnxClassifier(
            ModelBundle model,
            SessionFactory.Opened opened,
            RunLimit runLimit,
            ClassifierGraph graph,
            int classes,
            List<OnnxHead> heads) {
        this.model = model;
        this.session = opened.session();
        this.provider = opened.provider();
        this.runLimit = runLimit;
        this.graph = graph;
        this.classes = classes;
        this.heads = heads;
    }

    /** As {@link #open(ModelBundle, DeviceOptions, List)}, with the model's own head alone. */
    public static OnnxClassifier open(ModelBundle model, DeviceOptions options) {
        return open(model, options, List.of());
    }

    /**
     * Loads a model and makes sure that it works: its inputs and output are those expected, it has as many logits as
     * the folder has labels, it knows every id of the tokenizer, and it takes texts of the length limit. The same for
     * other heads: they fit the model's features, and answer.
     *
     * @param heads heads to run beside the model's own
     * @throws ModelException if anything of that is not so, naming both sides
     */
    public static OnnxClassifier open(ModelBundle model, DeviceOptions options, List<HeadOptions> heads) {
        SessionFactory.Opened opened = SessionFactory.open(model.onnx(), options);
        RunLimit runLimit = new RunLimit(options.runTimeout());
        List<OnnxHead> openedHeads = new ArrayList<>();
        try {
            ClassifierGraph graph = ClassifierGraph.of(model, opened.session());
            for (HeadOptions head : heads) {
                TensorInfo features = ClassifierGraph.features(model, opened.session(), head);
                openedHeads.add(OnnxHead.open(HeadBundle.read(head, model), features));
            }
            OnnxClassifier classifier =
                    new OnnxClassifier(model, opened, runLimit, graph, model.labels().length, List.copyOf(openedHeads));
            classifier.checkVocabulary();
            classifier.checkLength();
            classifier.checkHeads();
            return classifier;
        } catch (OrtException e) {
            runLimit.close();
            openedHeads.forEach(OnnxHead::close);
            close(opened.session());
            throw new ModelException("The graph of " + model.onnx() + " cannot be read: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            runLimit.close();
            openedHeads.forEach(OnnxHead::close);
            close(opened.session());
            throw e;
        }
    }

    private void checkVocabulary() {
        try {
            logits(List.of(Encoding.of(0)));
        } catch (ClassifierException e) {
            throw StartFailure.of(model.onnx() + " fails on a text of one token: " + e.getMessage(), e);
        }
        int largest = model.tokenizer().maxId();
        try {
            logits(List.of(Encoding.of(largest)));
        } catch (ClassifierException e) {
            throw StartFailure.of(
                    "The tokenizer " + model.tokenizer() + " gives ids up to " + largest + ", and " + model.onnx()
                            + " fails on the largest one: they are not of one model (" + e.getMessage() + ")",
                    e);
        }
    }

    private void checkLength() {
        try {
            logits(List.of(Encoding.of(new int[model.maxLength()])));
        } catch (ClassifierException e) {
            throw StartFailure.of(
                    "Texts may have " + model.maxLength() + " tokens (" + model.limitOrigin() + "), and " + model.onnx()
                            + " fails on one of that length: set model.max-length to what it takes (" + e.getMessage()
                            + ")",
                    e);
        }
    }

    private void checkHeads() {
        try {
            float[] row = logits(List.of(Encoding.of(0)))[0];
            for (int i = 0; i < heads.size(); i++) {
                for (int c = 0; c < classes; c++) {
                    float logit = row[(i + 1) * classes + c];
                    if (!Float.isFinite(logit)) {
                        throw new ModelException("The head '" + heads.get(i).name() + "' answers with the logit "
                                + logit + " for class '" + model.labels()[c] + "': expected finite ones");
                    }
                }
            }
        } catch (ClassifierException e) {
            throw StartFailure.of(model.onnx() + " fails on a text of one token: " + e.getMessage(), e);
        }
    }

    /** Whether the graph takes one text at a time. */
    public boolean takesOneRow() {
        return graph.oneRow();
    }

    /**
     * {@inheritDoc}
     *
     * <p>A row holds the model's logits, and then those of each other head, in the order of the heads: {@code [classes
     * * (1 + heads)]}. A head that fails leaves NaN.
     */
    @Override
    public float[][] logits(List<Encoding> batch) throws ClassifierException {
        int columns = 0;
        for (Encoding encoding : batch) {
            columns = Math.max(columns, encoding.length());
        }
        InputBuffers buffers = freeBuffers.poll();
        if (buffers == null) {
            buffers = new InputBuffers();
        }
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (Map.Entry<ModelInput, OnnxJavaType> input : graph.inputs().entrySet()) {
                tensors.put(
                        input.getKey().graphName(),
                        buffers.tensor(environment, input.getKey(), input.getValue(), batch, columns, model.padId()));
            }
            return run(tensors, batch.size());
        } catch (OrtException e) {
            throw new ClassifierException(
                    "ONNX Runtime failed on a batch of " + batch.size() + " texts, the longest of " + columns
                            + " tokens: " + e.getMessage(),
                    e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
            freeBuffers.add(buffers);
        }
    }

    private float[][] run(Map<String, OnnxTensor> tensors, int rows) throws OrtException, ClassifierException {
        try (RunLimit.Run run = runLimit.start();
                OrtSession.Result result = session.run(tensors, outputs(), run.options())) {
            OnnxValue value = result.get(ClassifierGraph.LOGITS).orElseThrow();
            if (!(value instanceof OnnxTensor tensor)) {
                throw new ClassifierException("The model gave no tensor of logits but " + value.getType(), false);
            }
            long[] shape = tensor.getInfo().getShape();
            if (shape.length != 2 || shape[0] != rows) {
                throw new ClassifierException(
                        "The model gave logits of shape " + Arrays.toString(shape) + " for " + rows + " texts", false);
            }
            if (shape[1] != classes) {
                throw ClassifierGraph.otherWidth(model, shape[1]);
            }
            FloatBuffer values = ClassifierGraph.floats(tensor);
            float[][] logits = new float[rows][classes * (1 + heads.size())];
            for (float[] row : logits) {
                values.get(row, 0, classes);
            }
            for (int i = 0; i < heads.size(); i++) {
                heads.get(i).score((OnnxTensor) result.get(OnnxHead.FEATURES).orElseThrow(), logits, (i + 1) * classes);
            }
            return logits;
        } catch (OrtException e) {
            if (runLimit.exceededBy(e)) {
                throw new ClassifierException(
                        "The model did not answer a batch of " + rows + " texts within "
                                + runLimit.longest().toMillis() + " ms, which is inference.run-timeout",
                        true);
            }
            throw e;
        }
    }

    private Set<String> outputs() {
        return heads.isEmpty() ? Set.of(ClassifierGraph.LOGITS) : Set.of(ClassifierGraph.LOGITS, OnnxHead.FEATURES);
    }

    /** The model. */
    public ModelBundle model() {
        return model;
    }

    /** Where the model really runs. */
    public Provider provider() {
        return provider;
    }

    /** Names of the inputs that the graph takes, in alphabetical order. */
    public Set<String> inputNames() {
        Map<String, OnnxJavaType> names = new TreeMap<>();
        graph.inputs().forEach((input, type) -> names.put(input.graphName(), type));
        return names.keySet();
    }

    @Override
    public void close() {
        runLimit.close();
        heads.forEach(OnnxHead::close);
        close(session);
    }

    static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not free a session: " + e.getMessage(), e);
        }
    }
}
