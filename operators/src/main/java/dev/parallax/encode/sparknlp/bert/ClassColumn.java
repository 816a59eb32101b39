package dev.parallax.encode.sparknlp.bert;

import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification.Activation;
import dev.parallax.encode.sparknlp.stage.Annotation;
import dev.parallax.encode.sparknlp.stage.Repair;
import java.util.Arrays;
import java.util.List;

/** Computes elements of the {@code class} column from logits, in Spark NLP's precision. Immutable. */
final class ClassColumn {

    /** Spark NLP's name of a class without label. */
    private static final String NO_LABEL = "NA";

    private final boolean sigmoid;
    private final float threshold;
    private final boolean overflows;
    private final String[] labels;

    /** @param repaired whether {@link Repair#ACTIVATION} is on */
    ClassColumn(BertForSequenceClassification.Params params, String[] labels, boolean repaired) {
        sigmoid = params.activation() == Activation.SIGMOID && !repaired;
        threshold = params.threshold();
        overflows = !repaired;
        this.labels = labels.clone();
    }

    /** Probabilities of the logits of a row, {@code [classes]}. */
    float[] probabilities(float[] logits) {
        float[] probabilities = new float[logits.length];
        if (sigmoid) {
            for (int i = 0; i < logits.length; i++) {
                probabilities[i] = 1 / (float) (1 + Math.exp(-logits[i]));
            }
            return probabilities;
        }
        float largest = 0;
        if (!overflows) {
            largest = Float.NEGATIVE_INFINITY;
            for (float logit : logits) {
                largest = Math.max(largest, logit);
            }
        }
        double[] exponentials = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            exponentials[i] = Math.exp((double) logits[i] - largest);
            sum += exponentials[i];
        }
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = (float) (exponentials[i] / sum);
        }
        return probabilities;
    }

    /** The mean of a batch's probabilities, {@code [classes]}. */
    static float[] mean(float[][] scores) {
        float[] mean = new float[scores[0].length];
        for (int label = 0; label < mean.length; label++) {
            float sum = 0;
            for (float[] row : scores) {
                sum += row[label];
            }
            mean[label] = sum / scores.length;
        }
        return mean;
    }

    /** Adds the classes of a unit: one, or with a sigmoid all above the threshold. */
    void annotate(Annotation unit, int index, float[] scores, List<ClassAnnotation> classes) {
        if (!sigmoid) {
            classes.add(new ClassAnnotation(unit.begin(), unit.end(), label(largest(scores)), index, scores));
            return;
        }
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] > threshold && isNamed(i)) {
                classes.add(new ClassAnnotation(unit.begin(), unit.end(), labels[i], index, scores));
            }
        }
    }

    /** Index of the largest score, the first of several; NaN is never the largest. */
    private static int largest(float[] scores) {
        int largest = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    private String label(int index) {
        return isNamed(index) ? labels[index] : NO_LABEL;
    }

    /** Spark NLP keeps the labels in a map from their names, so of equal names the last index counts. */
    private boolean isNamed(int index) {
        return index < labels.length
                && Arrays.asList(labels).subList(index + 1, labels.length).indexOf(labels[index]) < 0;
    }
}
