package dev.parallax.job.score;

import dev.parallax.evaluate.f1.ConfusionCounts;
import dev.parallax.evaluate.f1.MetricValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A short explanation of why F1 metrics differ on one set of pairs. */
final class Explanation {

    private static final double ALIKE = 0.005;

    private final ConfusionCounts counts;
    private final List<String> labels;
    private final Map<String, MetricValue> values;
    private final String positive;

    /**
     * @param pairs the scored pairs
     * @param values the metrics by name
     * @param positive the class of binary F1; empty for none
     */
    Explanation(LabelPairs pairs, Map<String, MetricValue> values, String positive) {
        this.counts = pairs.counts();
        this.labels = pairs.labels();
        this.values = values;
        this.positive = positive;
    }

    /** The share of the most frequent class; NaN if there are no texts. */
    double majorityShare() {
        return counts.total() == 0 ? Double.NaN : (double) counts.support(majority()) / counts.total();
    }

    private int majority() {
        int most = 0;
        for (int i = 1; i < counts.classes(); i++) {
            if (counts.support(i) > counts.support(most)) {
                most = i;
            }
        }
        return most;
    }

    /** The sentences on one line. */
    String text() {
        if (counts.total() == 0) {
            return "There are no records; each metric has its value for an empty input.";
        }
        List<String> sentences = new ArrayList<>();
        addAverages(sentences);
        addMajority(sentences);
        addAbsent(sentences);
        if (sentences.isEmpty()) {
            sentences.add(format(
                    "spark.f1 (%.4f) and sklearn.f1.macro (%.4f) are nearly equal on these data.",
                    value("spark.f1"), value("sklearn.f1.macro")));
        }
        return String.join(" ", sentences);
    }

    private void addAverages(List<String> sentences) {
        double weighted = value("spark.f1");
        double binary = value("sklearn.f1.binary");
        double macro = value("sklearn.f1.macro");
        if (Math.abs(weighted - binary) > ALIKE) {
            sentences.add(format(
                    "spark.f1 (%.4f) is the mean of the classes' F1 weighted by how many records are of each;"
                            + " sklearn.f1.binary (%.4f) is the F1 of the positive class, '%s', alone, %s.",
                    weighted, binary, positive, tensorflow()));
        } else if (Math.abs(weighted - macro) > ALIKE) {
            sentences.add(format(
                    "spark.f1 (%.4f) weights each class's F1 by its records, sklearn.f1.macro (%.4f) does not.",
                    weighted, macro));
        }
    }

    private String tensorflow() {
        return Double.isNaN(value("tensorflow.f1.binary"))
                ? "which tensorflow.f1.binary leaves undefined"
                : "and so is tensorflow.f1.binary";
    }

    /** The score of a classifier that always predicts the most frequent class: precision is its share, recall 1. */
    private void addMajority(List<String> sentences) {
        double share = majorityShare();
        if (share > 1.5 / counts.classes() || share > 0.6) {
            double f1 = 2 * share / (1 + share);
            sentences.add(format(
                    "'%s' is %.1f %% of the records: always predicting it would score spark.f1 %.4f, and 0 for every"
                            + " other class.",
                    labels.get(majority()), 100 * share, share * f1));
        }
    }

    private void addAbsent(List<String> sentences) {
        int absent = 0;
        int onlyPredicted = 0;
        for (int i = 0; i < counts.classes(); i++) {
            if (counts.support(i) == 0) {
                if (counts.predicted(i) == 0) {
                    absent++;
                } else {
                    onlyPredicted++;
                }
            }
        }
        if (absent > 0) {
            sentences.add(format(
                    "Of the %d classes %d do not occur: keras.f1.macro counts each as 0, sklearn.f1.macro as"
                            + " zero_division says, Spark and TorchMetrics leave them out.",
                    counts.classes(), absent));
        }
        if (onlyPredicted > 0) {
            sentences.add(format(
                    "%d of the classes are predicted, and no record is of them: macro averages count each as 0,"
                            + " spark.f1 gives it no weight.",
                    onlyPredicted));
        }
    }

    private double value(String name) {
        MetricValue value = values.get(name);
        return value == null ? Double.NaN : value.value();
    }

    private static String format(String sentence, Object... values) {
        return String.format(Locale.ROOT, sentence, values);
    }
}
