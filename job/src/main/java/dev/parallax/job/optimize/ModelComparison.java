package dev.parallax.job.optimize;

import dev.parallax.encode.Encoder;
import dev.parallax.encode.Encoding;
import dev.parallax.graph.GraphOptimizer.Applied;
import dev.parallax.infer.batch.BatchDependence;
import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.onnx.OnnxClassifier;
import dev.parallax.train.data.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The comparison of a rewritten model with its source, on texts that had no part in the rewriting.
 *
 * @param source the source
 * @param classifier the loaded source
 * @param encoder its tokenizer
 * @param texts the texts
 * @param calibrationTexts number of other texts whose activations were measured
 * @param limits the limits of the change
 * @param target the device that the graph was rewritten for
 */
record ModelComparison(
        ModelBundle source,
        OnnxClassifier classifier,
        Encoder encoder,
        ComparisonTexts texts,
        int calibrationTexts,
        Limits limits,
        TargetDevice target) {

    /**
     * Runs both models.
     *
     * @param card the rewritten model's card
     * @param rewritten the rewritings of this call
     * @param bundle the rewritten model
     * @param rounded the model that logits are taken of in its place; empty to take its own
     * @throws ModelException if one cannot be loaded or fails on a text
     */
    OptimizationReport report(
            OptimizationCard card,
            List<Applied> rewritten,
            ModelBundle bundle,
            Optional<ModelBundle> rounded,
            DeviceOptions device,
            Progress progress) {
        List<Encoding> encodings = new ArrayList<>();
        for (ComparisonTexts.Line line : texts.lines()) {
            encodings.add(encoder.encode(line.text()));
        }
        TextBatches batches = new TextBatches(encodings);
        try (OnnxClassifier optimized = OnnxClassifier.open(bundle, device)) {
            float[][] before = batches.logits(classifier, "texts classified by the source", progress);
            float[][] after = rounded.isPresent()
                    ? logits(rounded.get(), batches, device, progress)
                    : logits(optimized, batches, progress);
            return new OptimizationReport(
                    card,
                    new DeviceCheck(target, classifier.provider(), rounded.isPresent()),
                    rewritten,
                    limits,
                    texts.origin(),
                    calibrationTexts,
                    LabelComparison.of(texts.lines(), List.of(source.labels()), before, after),
                    SpeedComparison.measure(classifier, optimized, encodings, progress),
                    model(source, classifier),
                    model(bundle, optimized));
        } catch (ClassifierException e) {
            throw new ModelException("A model failed on the texts of the comparison: " + e.getMessage(), e);
        }
    }

    private static float[][] logits(ModelBundle model, TextBatches batches, DeviceOptions device, Progress progress)
            throws ClassifierException {
        try (OnnxClassifier classifier = OnnxClassifier.open(model, device)) {
            return logits(classifier, batches, progress);
        }
    }

    private static float[][] logits(OnnxClassifier model, TextBatches batches, Progress progress)
            throws ClassifierException {
        return batches.logits(model, "texts classified by the rewritten model", progress);
    }

    private OptimizationReport.Model model(ModelBundle model, OnnxClassifier loaded) throws ClassifierException {
        return new OptimizationReport.Model(
                model.id(), WholeGraph.bytes(model), BatchDependence.measure(loaded, encoder));
    }
}
