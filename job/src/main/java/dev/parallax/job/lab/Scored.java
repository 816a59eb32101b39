package dev.parallax.job.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.evaluate.f1.ConfusionCounts;
import dev.parallax.evaluate.f1.F1ByName;
import dev.parallax.evaluate.f1.F1Options;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.evaluate.f1.ZeroDivision;
import dev.parallax.job.score.LabelPairs;
import dev.parallax.job.score.Scores;
import java.util.List;

/**
 * Answers of one network to some rows, with F1 by every name.
 *
 * @param labels names of the classes
 * @param counts rows are what texts are of, columns what was answered
 * @param positive the class of binary F1; empty for none
 */
record Scored(List<String> labels, ConfusionCounts counts, String positive) {

    private F1Options options() {
        return new F1Options(positive, true, ZeroDivision.WARN);
    }

    /** Every F1 by its name. */
    List<MetricValue> values() {
        return F1ByName.of(counts, labels, options());
    }

    /** One of them; NaN where it is not defined. */
    double value(String name) {
        return values().stream()
                .filter(value -> value.name().equals(name))
                .mapToDouble(MetricValue::value)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** What {@code parallax score} says of them. */
    ObjectNode tree() {
        return Scores.tree(new LabelPairs(labels, counts), options());
    }

    /** How many classes were answered at least once. */
    int classesAnswered() {
        int answered = 0;
        for (int c = 0; c < labels.size(); c++) {
            answered += counts.predicted(c) > 0 ? 1 : 0;
        }
        return answered;
    }
}
