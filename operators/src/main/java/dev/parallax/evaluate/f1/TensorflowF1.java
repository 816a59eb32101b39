package dev.parallax.evaluate.f1;

/**
 * F1 as it is written by hand in TensorFlow for two classes: true and false positives and false negatives of the class
 * 1 with {@code tf.count_nonzero}, precision and recall from these, their harmonic mean, in float64. Nothing guards a
 * division, so the result is NaN as soon as there is no true positive.
 */
final class TensorflowF1 {

    private static final String NAME = "tensorflow.f1.binary";

    private TensorflowF1() {}

    static MetricValue binary(int classes, Positive positive) {
        if (classes > 2) {
            return MetricValue.undefined(NAME, "there are " + classes + " classes, and the function is for two");
        }
        if (!positive.named()) {
            return MetricValue.undefined(NAME, "no class is the positive one");
        }
        ClassCounts counts = positive.counts();
        if (counts.predicted() == 0) {
            return MetricValue.undefined(NAME, "no record was given the positive class: precision is 0 by 0, NaN");
        }
        if (counts.support() == 0) {
            return MetricValue.undefined(NAME, "no record is of the positive class: recall is 0 by 0, NaN");
        }
        if (counts.truePositives() == 0) {
            return MetricValue.undefined(NAME, "precision and recall of the positive class are 0: F1 is 0 by 0, NaN");
        }
        double precision = (double) counts.truePositives() / counts.predicted();
        double recall = (double) counts.truePositives() / counts.support();
        return MetricValue.of(NAME, 2 * precision * recall / (precision + recall));
    }
}
