package dev.parallax.evaluate;

import dev.parallax.evaluate.QualityReport.Warning;
import dev.parallax.evaluate.f1.ConfusionCounts;
import dev.parallax.evaluate.f1.F1ByName;
import dev.parallax.evaluate.f1.F1Options;
import dev.parallax.evaluate.f1.MetricValue;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The most frequent class of a reference, and what a classifier would score that always gives it. Where most texts are
 * of one class, that constant classifier scores high by some names, and a high number by these names says little.
 * Immutable.
 */
final class MajorityClass {

    /** From here on a number of the constant classifier is taken for high. */
    static final double HIGH = 0.8;

    /** Fewer texts show no majority. */
    static final long LEAST_TEXTS = 30;

    private final String reference;
    private final String label;
    private final long count;
    private final long total;
    private final List<MetricValue> constant;

    private MajorityClass(String reference, String label, long count, long total, List<MetricValue> constant) {
        this.reference = reference;
        this.label = label;
        this.count = count;
        this.total = total;
        this.constant = constant;
    }

    /**
     * The majority of a reference.
     *
     * @param reference {@code primary} or {@code labels}: what the classes of the texts are taken from
     * @param counts rows are the reference's classes
     * @param labels names of the classes
     * @param options what F1's originals are called with
     */
    static MajorityClass of(String reference, ConfusionCounts counts, List<String> labels, F1Options options) {
        int most = 0;
        for (int row = 1; row < counts.classes(); row++) {
            if (counts.support(row) > counts.support(most)) {
                most = row;
            }
        }
        ConfusionCounts always = new ConfusionCounts(counts.classes());
        for (int row = 0; row < counts.classes(); row++) {
            always.add(row, most, counts.support(row));
        }
        List<MetricValue> constant = F1ByName.of(always, labels, options).stream()
                .filter(value -> !value.name().startsWith(F1ByName.BY_LABEL))
                .toList();
        return new MajorityClass(reference, labels.get(most), counts.support(most), counts.total(), constant);
    }

    /** Share of the texts that have the class; none without texts. */
    Optional<Double> share() {
        return total == 0 ? Optional.empty() : Optional.of((double) count / total);
    }

    /** F1 by each name of a classifier that always gives the class. */
    List<MetricValue> f1() {
        return constant;
    }

    /**
     * Says which numbers say little: those that the constant classifier has high too.
     *
     * @param prefixes what the names of F1 against this reference begin with
     * @param all the report's numbers
     * @return one warning, or none
     */
    List<Warning> warnings(List<String> prefixes, List<MetricValue> all) {
        if (total < LEAST_TEXTS) {
            return List.of();
        }
        Set<String> high = new HashSet<>();
        constant.stream()
                .filter(value -> value.defined() && value.value() >= HIGH)
                .forEach(value -> high.add(value.name()));
        List<String> metrics = all.stream()
                .filter(MetricValue::defined)
                .map(MetricValue::name)
                .filter(name -> prefixes.stream()
                        .anyMatch(prefix ->
                                name.startsWith(prefix + ".") && high.contains(name.substring(prefix.length() + 1))))
                .toList();
        if (metrics.isEmpty()) {
            return List.of();
        }
        return List.of(new Warning(
                metrics,
                String.format(
                        Locale.ROOT,
                        "%.0f %% of the texts are '%s' by the %s: a classifier that always says so has %.3f or"
                                + " more by these"
                                + " names too. Look at F1 of each label, at macro F1 or at kappa.",
                        100 * share().orElse(0.0),
                        label,
                        reference,
                        HIGH)));
    }
}
