package dev.parallax.evaluate.f1;

import java.util.List;

/**
 * F1 as Keras has it: through precision and recall in float32, 1e-7 added to every denominator, averaged over all
 * classes, those that do not occur included. Source: {@code FBetaScore.result} in
 * {@code keras/src/metrics/f_score_metrics.py}.
 */
final class KerasF1 {

    private static final float EPSILON = 1e-7f;

    private KerasF1() {}

    static MetricValue macro(List<ClassCounts> classes) {
        float sum = 0;
        for (ClassCounts counts : classes) {
            sum += of(counts);
        }
        return MetricValue.of("keras.f1.macro", sum / classes.size());
    }

    /** F1 of a class. */
    static float of(ClassCounts counts) {
        float truePositives = counts.truePositives();
        float precision = truePositives / (truePositives + counts.falsePositives() + EPSILON);
        float recall = truePositives / (truePositives + counts.falseNegatives() + EPSILON);
        return precision * recall / (precision + recall + EPSILON) * 2;
    }
}
