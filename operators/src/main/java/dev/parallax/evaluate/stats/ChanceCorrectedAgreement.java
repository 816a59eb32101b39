package dev.parallax.evaluate.stats;

import dev.parallax.evaluate.f1.ClassCounts;
import dev.parallax.evaluate.f1.ConfusionCounts;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.evaluate.f1.PairwiseSum;
import java.util.List;

/**
 * Agreement beyond that which two raters have by chance: 1 where they always agree, 0 where they agree as often as
 * chance would have it. It does not matter which of the two is the row.
 */
public final class ChanceCorrectedAgreement {

    private static final String NO_RECORDS = "no records";

    private ChanceCorrectedAgreement() {}

    /**
     * Cohen's kappa, -1 to 1: chance is that each rater draws from the classes as often as it gave them. J. Cohen, "A
     * coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960), 37–46.
     * Computed as scikit-learn's {@code cohen_kappa_score} does: 1 less the disagreements by those that chance would
     * have.
     *
     * <p>Undefined without records, and where both gave one and the same class alone: then chance agrees always.
     * scikit-learn returns NaN there.
     *
     * @return the metric {@code kappa}
     */
    public static MetricValue kappa(ConfusionCounts counts) {
        List<ClassCounts> occurring =
                ClassCounts.of(counts).stream().filter(ClassCounts::occurs).toList();
        if (occurring.isEmpty()) {
            return MetricValue.undefined("kappa", NO_RECORDS);
        }
        long total = counts.total();
        int classes = occurring.size();
        double[] expected = new double[classes * classes];
        for (int i = 0; i < expected.length; i++) {
            int row = i / classes;
            int column = i % classes;
            double product = (double) occurring.get(row).predicted()
                    * occurring.get(column).support();
            expected[i] = row == column ? 0 : product / total;
        }
        double disagreements = PairwiseSum.of(expected);
        if (disagreements == 0) {
            return MetricValue.undefined("kappa", "one class alone occurs: chance agrees always");
        }
        return MetricValue.of("kappa", 1 - (total - counts.correct()) / disagreements);
    }

    /**
     * Gwet's AC1, -1 to 1: chance is that a text is hard and its class a coin's. Where one class is rare, kappa is near
     * 0 for raters that agree nearly always; AC1 is not. K. L. Gwet, "Computing inter-rater reliability and its
     * variance in the presence of high agreement", British Journal of Mathematical and Statistical Psychology 61
     * (2008), 29–48. The classes are all those that could have been given, whether they occur or not.
     *
     * <p>Undefined without records, and with one class.
     *
     * @return the metric {@code ac1}
     */
    public static MetricValue ac1(ConfusionCounts counts) {
        int classes = counts.classes();
        double total = counts.total();
        if (total == 0) {
            return MetricValue.undefined("ac1", NO_RECORDS);
        }
        if (classes == 1) {
            return MetricValue.undefined("ac1", "one class alone can be given: chance agrees always");
        }
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            double share = (counts.support(i) + counts.predicted(i)) / (2 * total);
            sum += share * (1 - share);
        }
        double expected = sum / (classes - 1);
        return MetricValue.of("ac1", (counts.correct() / total - expected) / (1 - expected));
    }
}
