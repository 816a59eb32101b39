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
import dev.parallax.infer.model.DeviceOptions.Provider;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.model.ModelId;
import dev.parallax.infer.onnx.OnnxClassifier;
import dev.parallax.infer.onnx.StartFailure;
import dev.parallax.observe.MetricNames;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model at work: its session, the batcher in front of it, and its labels. Got from the {@link ClassifierRegistry},
 * shared by every slot of a process, and safe for several threads.
 */
public final class ModelServing {

    private static final Logger LOG = LoggerFactory.getLogger(ModelServing.class);

    private final ModelId id;
    private final MicroBatcher batcher;
    private final Labels labels;
    private final Provider provider;
    private final double batchDependence;

    ModelServing(ModelId id, MicroBatcher batcher, Labels labels, Provider provider, double batchDependence) {
        this.id = id;
        this.batcher = batcher;
        this.labels = labels;
        this.provider = provider;
        this.batchDependence = batchDependence;
    }

    /** Probes a loaded model and puts a batcher in front of it. */
    static ModelServing start(OnnxClassifier classifier, BatchPolicy policy) {
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
                    "Model {}: a text's logits move by up to {} with the texts it shares a batch with (dynamically quantised "
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
        MicroBatcher batcher = new MicroBatcher(model.id().name(), classifier, policy, control);
        return new ModelServing(
                model.id(), batcher, new Labels(model.labels(), model.id()), classifier.provider(), dependence);
    }

    /** Which model it is. */
    public ModelId id() {
        return id;
    }

    /** Where it runs. */
    public Provider provider() {
        return provider;
    }

    /** The limits of its batches. */
    public BatchPolicy policy() {
        return batcher.policy();
    }

    /** What its batcher did so far. */
    public BatchStatistics statistics() {
        return batcher.statistics();
    }

    /** How far a text's logits were seen to move with its batch mates, when the model was loaded. */
    public double batchDependence() {
        return batchDependence;
    }

    /**
     * Hands a text to the model.
     *
     * @param encoding the text
     * @param timeout how long it may wait for its batch
     * @return a row, of which {@link #logits} and {@link #headLogits} are the parts; see {@link MicroBatcher} for how
     *     it may fail
     * @throws InterruptedException if the caller is interrupted while too many others wait
     */
    public CompletableFuture<float[]> submit(Encoding encoding, Duration timeout) throws InterruptedException {
        return batcher.submit(encoding, timeout);
    }

    /**
     * Hands texts to the model that are to leave behind everybody else's, without ever waiting.
     *
     * @param encodings the texts, all of which are taken or none
     * @param timeout how long each may wait for its batch
     * @param limits how many may wait, and how much of the device they get
     * @return a row of each, as of {@link #submit}, in order; or nothing where there is no room. See
     *     {@link MicroBatcher} for how each may fail
     */
    public Optional<List<CompletableFuture<float[]>>> offer(
            List<Encoding> encodings, Duration timeout, BackgroundLimits limits) {
        return batcher.offer(encodings, timeout, limits);
    }

    /** The model's own logits in a row, {@code [classes]}. */
    public float[] logits(float[] row) {
        return row.length == labels.count() ? row : Arrays.copyOf(row, labels.count());
    }

    /**
     * The logits of the other heads in a row, one head after the other, {@code [heads * classes]}; NaN where one
     * failed.
     */
    public float[] headLogits(float[] row) {
        return Arrays.copyOfRange(row, labels.count(), row.length);
    }

    /**
     * Makes a prediction of a row.
     *
     * @throws NonFiniteLogitsException if a logit is NaN or infinite
     */
    Prediction prediction(float[] row) throws NonFiniteLogitsException {
        return labels.prediction(logits(row));
    }

    /** Makes the model's metrics visible in a Flink metric group. */
    void register(MetricGroup group) {
        batcher.statistics().register(group);
        group.gauge(MetricNames.QUEUE_LENGTH, (Gauge<Integer>) batcher::waiting);
        group.gauge(MetricNames.BATCH_DEPENDENCE, (Gauge<Double>) () -> batchDependence);
    }

    void stop() {
        batcher.close();
    }
}
