package dev.parallax.job.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.evaluate.f1.ConfusionCounts;
import dev.parallax.evaluate.f1.F1ByName;
import dev.parallax.evaluate.f1.F1Options;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.evaluate.f1.ZeroDivision;
import dev.parallax.job.score.LabelPairs;
import dev.parallax.job.score.ScoreJson;
import java.util.List;

/**
 * The predictions of one network with F1 by every name.
 *
 * @param labels names of the classes
 * @param counts confusion matrix, rows by true class and columns by predicted class
 * @param positive the class of binary F1; empty for none
 */
record NetworkScores(List<String> labels, ConfusionCounts counts, String positive) {

    private F1Options options() {
        return new F1Options(positive, true, ZeroDivision.WARN);
    }

    /** The F1 metrics. */
    List<MetricValue> values() {
        return F1ByName.of(counts, labels, options());
    }

    /** The value of one metric; NaN if it is not defined. */
    double value(String name) {
        return values().stream()
                .filter(value -> value.name().equals(name))
                .mapToDouble(MetricValue::value)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** The output of {@code parallax score} for these predictions. */
    ObjectNode tree() {
        return ScoreJson.tree(new LabelPairs(labels, counts), options());
    }

    /** Number of classes that were predicted at least once. */
    int classesAnswered() {
        int answered = 0;
        for (int c = 0; c < labels.size(); c++) {
            answered += counts.predicted(c) > 0 ? 1 : 0;
        }
        return answered;
    }
}
