package dev.parallax.infer.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.BatchDependence;
import dev.parallax.infer.batch.Classifier;
import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.infer.batch.Scores;
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
 * A classifier on ONNX Runtime. Its graph declares which inputs it takes, of {@code input_ids}, {@code attention_mask}
 * and {@code token_type_ids}, as 64-bit or 32-bit integers; it must give {@code logits} as {@code [batch, classes]},
 * and, for other heads to be run beside its own, {@code features} as {@code [batch, width]}.
 */
public final class OnnxClassifier implements Classifier {

    private static final float[][] NO_HEADS = {};
    /** Most rows of a batch on TensorRT, where the caller names no number. */
    private static final int ROWS_OF_ENGINES = 256;

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
     * Loads a model and checks that it works: its inputs and output are those expected, it has as many logits as the
     * folder has labels, and it passes the {@link StartChecks}. Other heads are checked as well: they fit the model's
     * features, and give finite logits.
     *
     * @param heads heads to run beside the model's own
     * @throws ModelException if a check fails, naming both sides
     */
    public static OnnxClassifier open(ModelBundle model, DeviceOptions options, List<HeadOptions> heads) {
        return open(model, options, heads, ROWS_OF_ENGINES);
    }

    /**
     * As {@link #open(ModelBundle, DeviceOptions, List)}, for batches of a number of rows.
     *
     * @param maxRows most rows of a batch. TensorRT takes no more; other devices take any number.
     */
    public static OnnxClassifier open(ModelBundle model, DeviceOptions options, List<HeadOptions> heads, int maxRows) {
        EngineShapes shapes = options.provider() == Provider.TENSORRT
                ? new EngineShapes(model.id().fingerprint(), Math.max(maxRows, BatchDependence.ROWS), model.maxLength())
                : EngineShapes.NONE;
        SessionFactory.Opened opened = SessionFactory.open(model.onnx(), options, shapes);
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
            StartChecks.run(classifier);
            return classifier;
        } catch (OrtException e) {
            runLimit.close();
            openedHeads.forEach(OnnxHead::close);
            SessionFactory.close(opened.session());
            throw new ModelException("The graph of " + model.onnx() + " cannot be read: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            runLimit.close();
            openedHeads.forEach(OnnxHead::close);
            SessionFactory.close(opened.session());
            throw e;
        }
    }

    /** Whether the graph takes one text at a time. */
    public boolean takesOneRow() {
        return graph.oneRow();
    }

    @Override
    public List<Scores> score(List<Encoding> batch) throws ClassifierException {
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

    private List<Scores> run(Map<String, OnnxTensor> tensors, int rows) throws OrtException, ClassifierException {
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
            float[][] headLogits = headLogits(result, rows);
            List<Scores> scores = new ArrayList<>(rows);
            for (int row = 0; row < rows; row++) {
                float[] logits = new float[classes];
                values.get(logits);
                scores.add(heads.isEmpty() ? Scores.of(logits) : new Scores(logits, headLogits[row]));
            }
            return scores;
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

    /** The other heads' logits of each row, {@code [rows][heads * classes]}, or nothing where there are none. */
    private float[][] headLogits(OrtSession.Result result, int rows) {
        if (heads.isEmpty()) {
            return NO_HEADS;
        }
        float[][] logits = new float[rows][heads.size() * classes];
        OnnxTensor features = (OnnxTensor) result.get(OnnxHead.FEATURES).orElseThrow();
        for (int i = 0; i < heads.size(); i++) {
            heads.get(i).score(features, logits, i * classes);
        }
        return logits;
    }

    private Set<String> outputs() {
        return heads.isEmpty() ? Set.of(ClassifierGraph.LOGITS) : Set.of(ClassifierGraph.LOGITS, OnnxHead.FEATURES);
    }

    /** The model's folder and its facts. */
    public ModelBundle model() {
        return model;
    }

    /** The execution provider that the session runs on; with AUTO, the one that was found. */
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
        SessionFactory.close(session);
    }

    /** The names of the other heads, in their order. */
    List<String> headNames() {
        return heads.stream().map(OnnxHead::name).toList();
    }
}
