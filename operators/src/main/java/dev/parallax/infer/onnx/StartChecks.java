package dev.parallax.infer.onnx;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.infer.batch.Scores;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.model.ModelException;
import java.util.List;

/**
 * Runs of a loaded classifier that show whether its files fit each other: it takes every id of the tokenizer and texts
 * of the length limit, and its other heads give finite logits.
 */
final class StartChecks {

    private StartChecks() {}

    /**
     * Runs all checks.
     *
     * @throws ModelException if one fails, naming both sides
     */
    static void run(OnnxClassifier classifier) {
        Scores scores = scoreOneToken(classifier);
        checkVocabulary(classifier);
        checkLength(classifier);
        checkHeads(classifier, scores);
    }

    private static void checkVocabulary(OnnxClassifier classifier) {
        ModelBundle model = classifier.model();
        int largest = model.tokenizer().maxId();
        try {
            var unused = classifier.score(List.of(Encoding.of(largest)));
        } catch (ClassifierException e) {
            throw StartFailure.of(
                    "The tokenizer " + model.tokenizer() + " gives ids up to " + largest + ", and " + model.onnx()
                            + " fails on the largest one: they are not of one model (" + e.getMessage() + ")",
                    e);
        }
    }

    private static void checkLength(OnnxClassifier classifier) {
        ModelBundle model = classifier.model();
        try {
            var unused = classifier.score(List.of(Encoding.of(new int[model.maxLength()])));
        } catch (ClassifierException e) {
            throw StartFailure.of(
                    "Texts may have " + model.maxLength() + " tokens (" + model.limitOrigin() + "), and " + model.onnx()
                            + " fails on one of that length: set model.max-length to what it takes (" + e.getMessage()
                            + ")",
                    e);
        }
    }

    private static void checkHeads(OnnxClassifier classifier, Scores scores) {
        String[] labels = classifier.model().labels();
        float[] logits = scores.headLogits();
        for (int i = 0; i < logits.length; i++) {
            if (!Float.isFinite(logits[i])) {
                throw new ModelException("The head '" + classifier.headNames().get(i / labels.length)
                        + "' answers with the logit " + logits[i] + " for class '" + labels[i % labels.length]
                        + "': expected finite ones");
            }
        }
    }

    private static Scores scoreOneToken(OnnxClassifier classifier) {
        try {
            return classifier.score(List.of(Encoding.of(0))).get(0);
        } catch (ClassifierException e) {
            throw StartFailure.of(classifier.model().onnx() + " fails on a text of one token: " + e.getMessage(), e);
        }
    }
}
