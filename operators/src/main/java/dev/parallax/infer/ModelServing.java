package dev.parallax.infer;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.EncodingException;
import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.infer.Labels.NonFiniteLogitsException;
import dev.parallax.infer.batch.BackgroundLimits;
import dev.parallax.infer.batch.BatchDependence;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.infer.batch.BatchStatistics;
import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.infer.batch.MicroBatcher;
import dev.parallax.infer.batch.Scores;
import dev.parallax.infer.model.DeviceOptions.Provider;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.model.ModelId;
import dev.parallax.infer.onnx.OnnxClassifier;
import dev.parallax.infer.onnx.StartFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loaded model that answers texts: its session, the batcher in front of it, and its labels. Leased from the
 * {@link ClassifierRegistry}, shared by every slot of a process, and safe for several threads.
 */
public final class ModelServing {

    private static final Logger LOG = LoggerFactory.getLogger(ModelServing.class);

    private final ModelId id;
    private final Provider provider;
    private final Lease<OnnxClassifier> session;
    private final MicroBatcher batcher;
    private final ServingMetrics metrics;
    private final Labels labels;
    private final double batchDependence;

    private ModelServing(Lease<OnnxClassifier> session, BatchPolicy policy, Encoding control, double batchDependence) {
        OnnxClassifier classifier = session.value();
        ModelBundle model = classifier.model();
        this.id = model.id();
        this.provider = classifier.provider();
        this.session = session;
        this.metrics = new ServingMetrics();
        this.batcher = new MicroBatcher(id.name(), classifier, policy, control, metrics);
        this.labels = new Labels(model.labels(), id);
        this.batchDependence = batchDependence;
    }

    /**
     * Probes a loaded model and puts a batcher in front of it.
     *
     * @param session the model; {@link #stop} gives it back
     * @param policy limits of the batches, with numbers of rows and of batches in flight
     * @throws ModelException if the model fails on plain texts, or takes no batches of the policy's size
     */
    static ModelServing start(Lease<OnnxClassifier> session, BatchPolicy policy) {
        OnnxClassifier classifier = session.value();
        ModelBundle model = classifier.model();
        if (classifier.takesOneRow() && policy.maxRows() > 1) {
            throw new ModelException(model.onnx()
                    + " takes one text at a time (its inputs are [1, sequence]), and batches" + " have up to "
                    + policy.maxRows() + ": set batch.max-rows to 1, or export it with a dynamic axis 0");
        }
        double dependence;
        Encoding control;
        try (HuggingFaceEncoder encoder = model.newEncoder()) {
            dependence = policy.maxRows() > 1 ? BatchDependence.measure(classifier, encoder) : 0;
            control = BatchDependence.control(classifier, encoder);
        } catch (ClassifierException e) {
            throw StartFailure.of("The model in " + model.folder() + " fails on plain texts: " + e.getMessage(), e);
        } catch (EncodingException e) {
            throw new ModelException(
                    "The tokenizer " + model.tokenizer() + " refuses a plain text: " + e.getMessage(), e);
        }
        model.tokenizer().notes().forEach(note -> LOG.info("{}", note));
        if (dependence > BatchDependence.TOLERANCE) {
            LOG.warn(
                    "Model {}: a text's logits move by up to {} with the texts it shares a batch with"
                            + " (dynamically quantised "
                            + "models do that). A comparison with another model will show noise of that size",
                    model.id().name(),
                    dependence);
        }
        LOG.info(
                "Model {} ({}) runs on {}, {} classes, up to {} tokens",
                model.id().name(),
                model.id().fingerprint(),
                classifier.provider(),
                model.labels().length,
                model.maxLength());
        return new ModelServing(session, policy, control, dependence);
    }

    /** The model's name and fingerprint. */
    public ModelId id() {
        return id;
    }

    /** The execution provider that the model runs on. */
    public Provider provider() {
        return provider;
    }

    /** The counts of the batcher's batches. */
    public BatchStatistics statistics() {
        return batcher.statistics();
    }

    /**
     * The largest difference between a text's logits alone and in a batch, as measured when the model was loaded; 0 is
     * none.
     */
    public double batchDependence() {
        return batchDependence;
    }

    /**
     * Submits a text; blocks while too many others wait.
     *
     * @param encoding the text
     * @param timeout how long it may wait for its batch
     * @return its scores; see {@link MicroBatcher} for how it may fail
     * @throws InterruptedException if the caller is interrupted while too many others wait
     */
    public CompletableFuture<Scores> submit(Encoding encoding, Duration timeout) throws InterruptedException {
        return batcher.submit(encoding, timeout);
    }

    /**
     * A scorer of rows that wait their turn among all texts; it blocks while too many others wait.
     *
     * @param timeout how long each row may wait for its batch
     */
    public RowScorer scorer(Duration timeout) {
        return rows -> {
            List<CompletableFuture<Scores>> scores = new ArrayList<>(rows.size());
            for (Encoding row : rows) {
                try {
                    scores.add(batcher.submit(row, timeout));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return Optional.empty();
                }
            }
            return Optional.of(scores);
        };
    }

    /**
     * A scorer of rows that leave behind all other texts; it never blocks.
     *
     * @param timeout how long each row may wait for its batch
     * @param limits how many rows may wait, and which share of the batches they get
     */
    public RowScorer backgroundScorer(Duration timeout, BackgroundLimits limits) {
        return rows -> batcher.offer(rows, timeout, limits);
    }

    /**
     * Makes a prediction of the model's own logits.
     *
     * @throws NonFiniteLogitsException if a logit is NaN or infinite
     */
    Prediction prediction(Scores scores) throws NonFiniteLogitsException {
        return labels.prediction(scores.logits());
    }

    /** Registers the metrics of the model and its batcher in a Flink metric group. */
    void register(MetricGroup group) {
        metrics.register(group, batcher, batchDependence);
    }

    /** Closes the batcher and gives the session back. */
    void stop() {
        batcher.close();
        session.close();
    }
}
