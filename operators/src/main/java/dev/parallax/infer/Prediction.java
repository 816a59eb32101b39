package dev.parallax.infer;

import dev.parallax.infer.model.ModelId;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model's answer for one text.
 *
 * @param label name of the class with the largest probability; of equal ones the first
 * @param score that probability
 * @param labels names of all classes in the order of the logits, {@code [classes]}
 * @param probabilities softmax of the logits, {@code [classes]}, adding up to 1
 * @param logits the model's logits, {@code [classes]}, all finite
 * @param model the model's name and fingerprint
 */
public record Prediction(
        String label, float score, String[] labels, float[] probabilities, float[] logits, ModelId model) {

    /**
     * Softmax, with the largest logit subtracted before the exponential so that none overflows.
     *
     * @param logits {@code [classes]}, all finite
     * @return probabilities {@code [classes]}
     */
    public static float[] softmax(float[] logits) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        double[] exponentials = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            exponentials[i] = Math.exp((double) logits[i] - largest);
            sum += exponentials[i];
        }
        float[] probabilities = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = (float) (exponentials[i] / sum);
        }
        return probabilities;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Prediction that
                && label.equals(that.label)
                && Float.compare(score, that.score) == 0
                && Arrays.equals(labels, that.labels)
                && Arrays.equals(probabilities, that.probabilities)
                && Arrays.equals(logits, that.logits)
                && model.equals(that.model);
    }

    @Override
    public int hashCode() {
        return Objects.hash(label, Arrays.hashCode(logits));
    }

    @Override
    public String toString() {
        return "Prediction[" + label + ", " + score + ", " + model.name() + "]";
    }
}
