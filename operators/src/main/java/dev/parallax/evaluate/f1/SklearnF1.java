package dev.parallax.evaluate.f1;

import java.util.List;

/**
 * F1 as scikit-learn has it since 1.3: through the counts, 2 tp / (support + predicted), averaged over {@code labels}.
 * Source: {@code precision_recall_fscore_support} in {@code sklearn/metrics/_classification.py}.
 */
final class SklearnF1 {

    private static final String EMPTY = "no records: scikit-learn raises ValueError";

    private final List<ClassCounts> labels;
    private final double zeroDivision;

    private SklearnF1(List<ClassCounts> labels, double zeroDivision) {
        this.labels = labels;
        this.zeroDivision = zeroDivision;
    }

    static List<MetricValue> of(List<ClassCounts> classes, Positive positive, F1Options options) {
        List<ClassCounts> occurring =
                classes.stream().filter(ClassCounts::occurs).toList();
        if (occurring.isEmpty()) {
            return List.of(
                    MetricValue.undefined("sklearn.f1.binary", EMPTY),
                    MetricValue.undefined("sklearn.f1.micro", EMPTY),
                    MetricValue.undefined("sklearn.f1.macro", EMPTY),
                    MetricValue.undefined("sklearn.f1.weighted", EMPTY));
        }
        SklearnF1 f1 = new SklearnF1(
                options.declaredLabels() ? classes : occurring,
                options.zeroDivision().value());
        return List.of(
                f1.binary(occurring.size(), positive),
                MetricValue.of("sklearn.f1.micro", f1.micro()),
                MetricValue.of("sklearn.f1.macro", f1.macro()),
                MetricValue.of("sklearn.f1.weighted", f1.weighted()));
    }

    private MetricValue binary(int occurring, Positive positive) {
        String name = "sklearn.f1.binary";
        if (occurring > 2) {
            return MetricValue.undefined(
                    name, occurring + " classes occur: scikit-learn raises ValueError for more than two");
        }
        if (!positive.named()) {
            return MetricValue.undefined(name, "no class is the positive one");
        }
        if (occurring == 2 && !positive.counts().occurs()) {
            return MetricValue.undefined(
                    name,
                    "the positive class, '" + positive.name().orElse("")
                            + "', is none of the two that occur: scikit-learn raises ValueError");
        }
        double value = of(positive.counts());
        return Double.isNaN(value)
                ? MetricValue.undefined(name, "the positive class does not occur, and zero_division is nan")
                : MetricValue.of(name, value);
    }

    private double of(ClassCounts counts) {
        return counts.occurs() ? 2.0 * counts.truePositives() / (counts.support() + counts.predicted()) : zeroDivision;
    }

    private double micro() {
        long truePositives =
                labels.stream().mapToLong(ClassCounts::truePositives).sum();
        long predicted = labels.stream().mapToLong(ClassCounts::predicted).sum();
        long support = labels.stream().mapToLong(ClassCounts::support).sum();
        return of(new ClassCounts(truePositives, predicted, support));
    }

    /** As {@code numpy.nanmean}: a NaN is added as 0, and not counted. */
    private double macro() {
        double[] values = labels.stream().mapToDouble(this::of).toArray();
        int defined = values.length;
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                values[i] = 0;
                defined--;
            }
        }
        return PairwiseSum.of(values) / defined;
    }

    /** As {@code numpy.average} of what is no NaN. */
    private double weighted() {
        List<ClassCounts> defined =
                labels.stream().filter(counts -> !Double.isNaN(of(counts))).toList();
        double[] values = defined.stream()
                .mapToDouble(counts -> of(counts) * counts.support())
                .toArray();
        return PairwiseSum.of(values)
                / defined.stream().mapToLong(ClassCounts::support).sum();
    }
}
