package dev.parallax.evaluate.f1;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * F1 as Spark has it: through precision and recall, weighted by the texts of a class. Classes that no text is of are
 * left out, so that a class which was only predicted counts nowhere but as a mistake. Source: Spark's
 * {@code MulticlassMetrics}, which {@code MulticlassClassificationEvaluator} calls.
 */
final class SparkF1 {

    private SparkF1() {}

    static List<MetricValue> of(List<ClassCounts> classes, List<String> labels) {
        List<MetricValue> values = new ArrayList<>();
        values.add(MetricValue.of("spark.f1", weighted(classes, SparkF1::f1)));
        values.add(accuracy(classes));
        values.add(MetricValue.of("spark.weightedPrecision", weighted(classes, SparkF1::precision)));
        values.add(MetricValue.of("spark.weightedRecall", weighted(classes, SparkF1::recall)));
        for (int i = 0; i < classes.size(); i++) {
            values.add(byLabel("spark.f1ByLabel." + labels.get(i), classes.get(i)));
        }
        return values;
    }

    private static MetricValue accuracy(List<ClassCounts> classes) {
        long total = total(classes);
        if (total == 0) {
            return MetricValue.undefined("spark.accuracy", "no records: Spark divides 0 by 0");
        }
        long correct = classes.stream().mapToLong(ClassCounts::truePositives).sum();
        return MetricValue.of("spark.accuracy", (double) correct / total);
    }

    private static MetricValue byLabel(String name, ClassCounts counts) {
        return counts.support() == 0
                ? MetricValue.undefined(name, "no record is of this class: Spark raises NoSuchElementException")
                : MetricValue.of(name, f1(counts));
    }

    private static double weighted(List<ClassCounts> classes, ToDoubleFunction<ClassCounts> metric) {
        double total = total(classes);
        double sum = 0;
        for (ClassCounts counts : classes) {
            if (counts.support() > 0) {
                sum += metric.applyAsDouble(counts) * counts.support() / total;
            }
        }
        return sum;
    }

    private static long total(List<ClassCounts> classes) {
        return classes.stream().mapToLong(ClassCounts::support).sum();
    }

    private static double f1(ClassCounts counts) {
        double precision = precision(counts);
        double recall = recall(counts);
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    private static double precision(ClassCounts counts) {
        return counts.predicted() == 0 ? 0 : (double) counts.truePositives() / counts.predicted();
    }

    private static double recall(ClassCounts counts) {
        return (double) counts.truePositives() / counts.support();
    }
}
