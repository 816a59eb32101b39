package dev.parallax.evaluate;

import dev.parallax.evaluate.QualityReport.NamedCount;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.observe.MetricNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A number of a report that a rule may watch: a value, a count, or one count's share of another.
 *
 * @param name its name, such as {@code agreement.rate}, {@code late} or {@code lateShare}
 * @param basis name of the count of texts that it is taken of
 */
public record RuleMetric(String name, String basis) {

    private static final String RECORDS = MetricNames.RECORDS;
    private static final String SAMPLED = MetricNames.SAMPLED;
    private static final String COMPARED = MetricNames.COMPARED;
    private static final String LABELLED = MetricNames.LABELLED;

    private static final List<String> F1 = List.of(
            "spark.f1",
            "spark.accuracy",
            "spark.weightedPrecision",
            "spark.weightedRecall",
            "sklearn.f1.binary",
            "sklearn.f1.micro",
            "sklearn.f1.macro",
            "sklearn.f1.weighted",
            "tensorflow.f1.binary",
            "torchmetrics.f1.macro",
            "keras.f1.macro");

    static final String BY_LABEL = "spark.f1ByLabel.";

    /** Prefixes of F1 metrics, and the count that each is based on. */
    private static final Map<String, String> F1_PAIRS =
            Map.of("f1.shadowVsPrimary.", COMPARED, "f1.primaryVsLabels.", LABELLED, "f1.shadowVsLabels.", LABELLED);

    /** The same for a classifier that always gives the most frequent class. */
    private static final Map<String, String> CONSTANT_PAIRS =
            Map.of("f1.constantVsPrimary.", COMPARED, "f1.constantVsLabels.", LABELLED);

    /** Shares that a report does not hold: the count above and the one below. */
    private static final Map<String, List<String>> SHARES = Map.of(
            "shedShare", List.of(MetricNames.SHED, SAMPLED),
            "failedShare", List.of(MetricNames.FAILED, SAMPLED),
            "noClassShare", List.of(MetricNames.NO_CLASS, COMPARED),
            "lateShare", List.of(MetricNames.LATE, RECORDS));

    private static final Map<String, String> BASES = bases();

    private static Map<String, String> bases() {
        Map<String, String> bases = new LinkedHashMap<>();
        List.of(
                        "agreement.rate",
                        "agreement.wilson.low",
                        "agreement.wilson.high",
                        "agreement.poststratified.rate",
                        "agreement.poststratified.low",
                        "agreement.poststratified.high",
                        "agreement.bounds.low",
                        "agreement.bounds.high",
                        "agreement.sequence.rate",
                        "agreement.sequence.low",
                        "agreement.sequence.high",
                        "agreement.kappa",
                        "agreement.ac1",
                        "disagreement.rate",
                        "detector.pageHinkley",
                        "detector.adwin")
                .forEach(name -> bases.put(name, COMPARED));
        CONSTANT_PAIRS.forEach((pair, basis) -> F1.forEach(name -> bases.put(pair + name, basis)));
        bases.put("majority.primary.share", COMPARED);
        bases.put("majority.labels.share", LABELLED);
        F1_PAIRS.forEach((pair, basis) -> F1.forEach(name -> bases.put(pair + name, basis)));
        List.of(
                        "labels.delayMillis.p50",
                        "labels.delayMillis.p90",
                        "labels.delayMillis.p99",
                        "mcnemar.onlyPrimaryRight",
                        "mcnemar.onlyShadowRight",
                        "mcnemar.pValue")
                .forEach(name -> bases.put(name, LABELLED));
        List.of(
                        "labels.coverage",
                        "drift.predictedClass.psi",
                        "drift.predictedClass.js",
                        "drift.score.psi",
                        "drift.score.js",
                        "drift.score.ks",
                        "drift.score.ksPValue",
                        "drift.tokens.psi",
                        "drift.tokens.js",
                        "drift.unknownTokenRate",
                        "drift.truncationRate",
                        "unknownTokenRate",
                        "truncationRate",
                        "tokens.p50",
                        "tokens.p95",
                        "tokens.p99",
                        "score.p05",
                        "score.p50")
                .forEach(name -> bases.put(name, RECORDS));
        QualityGauges.COUNTS.forEach(name -> bases.put(name, RECORDS));
        SHARES.forEach((name, counts) -> bases.put(name, counts.get(1)));
        return bases;
    }

    /** The number of a name, if there is one. */
    public static Optional<RuleMetric> named(String name) {
        String basis = BASES.get(name);
        if (basis != null) {
            return Optional.of(new RuleMetric(name, basis));
        }
        return F1_PAIRS.entrySet().stream()
                .filter(pair -> name.startsWith(pair.getKey() + BY_LABEL)
                        && name.length() > (pair.getKey() + BY_LABEL).length())
                .map(pair -> new RuleMetric(name, pair.getValue()))
                .findFirst();
    }

    /** All names, with {@code <label>} where a class's stands. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(BASES.keySet());
        F1_PAIRS.keySet().forEach(pair -> names.add(pair + BY_LABEL + "<label>"));
        return names.stream().sorted().toList();
    }

    /** The number in a report; not defined where the report has none of the name. */
    public MetricValue value(QualityReport report) {
        List<String> share = SHARES.get(name);
        if (share != null) {
            long whole = count(report, share.get(1));
            return whole == 0
                    ? MetricValue.undefined(name, "no texts among '" + share.get(1) + "'")
                    : MetricValue.of(name, (double) count(report, share.get(0)) / whole);
        }
        if (QualityGauges.COUNTS.contains(name)) {
            return MetricValue.of(name, (double) count(report, name));
        }
        return report.value(name).orElseGet(() -> MetricValue.undefined(name, "no such number in the report"));
    }

    /** How many texts of the report the number is taken of. */
    public long texts(QualityReport report) {
        return count(report, basis);
    }

    private static long count(QualityReport report, String name) {
        return report.counts().stream()
                .filter(count -> count.name().equals(name))
                .mapToLong(NamedCount::count)
                .findFirst()
                .orElse(0);
    }
}
