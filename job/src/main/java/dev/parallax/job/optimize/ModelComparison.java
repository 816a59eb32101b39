package dev.parallax.job.optimize;

import dev.parallax.encode.Encoder;
import dev.parallax.encode.Encoding;
import dev.parallax.graph.GraphFile;
import dev.parallax.graph.GraphOptimizer.Applied;
import dev.parallax.graph.GraphOptimizer.Optimized;
import dev.parallax.infer.batch.BatchDependence;
import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.onnx.OnnxClassifier;
import dev.parallax.job.model.OptimizationCard;
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
 * @param choiceTexts number of texts that products were chosen on; 0 if none were
 * @param apart whether these are other texts than those of the comparison
 * @param limits the limits of the change
 * @param target the device that the graph was rewritten for
 */
record ModelComparison(
        ModelBundle source,
        OnnxClassifier classifier,
        Encoder encoder,
        ComparisonTexts texts,
        int calibrationTexts,
        int choiceTexts,
        boolean apart,
        Limits limits,
        TargetDevice target) {

    /**
     * Runs both models.
     *
     * @param card the rewritten model's card
     * @param rewriting what this call rewrote
     * @param bundle the rewritten model
     * @param rounded the model that logits are taken of in its place; empty to take its own
     * @throws ModelException if one cannot be loaded or fails on a text
     */
    OptimizationReport report(
            OptimizationCard card,
            Optimized rewriting,
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
                    rewriting.applied(),
                    limits,
                    texts.origin(),
                    calibrationTexts,
                    choice(rewriting),
                    LabelComparison.of(texts.lines(), List.of(source.labels()), before, after),
                    SpeedComparison.measure(classifier, optimized, encodings, progress),
                    model(source, classifier),
                    model(bundle, optimized));
        } catch (ClassifierException e) {
            throw new ModelException("A model failed on the texts of the comparison: " + e.getMessage(), e);
        }
    }

    private ProductChoice choice(Optimized rewriting) {
        int integers = rewriting.applied().stream()
                .filter(applied -> applied.name().equals(Precision.INT8.toString()))
                .mapToInt(Applied::places)
                .sum();
        int all = integers + rewriting.inFloats().size();
        return new ProductChoice(choiceTexts, apart, all, rewriting.inFloats());
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
                model.id(), GraphFile.bytes(model.onnx()), BatchDependence.measure(loaded, encoder));
    }
}
