package dev.parallax.evaluate;

import dev.parallax.evaluate.QualityReport.NamedCount;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.observe.MetricNames;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Shows numbers of the latest reports as gauges, in the groups {@code model}, {@code shadow} and {@code segment}, which
 * is {@code all} for all texts. A gauge is that of the latest window; it is NaN where its number is not defined, and
 * not there before the first report. To be made when the operator opens, and used by its thread; gauges may be read by
 * any.
 */
public final class QualityGauges {

    /** Gauges by the names of their numbers in reports. */
    static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("agreement.rate", MetricNames.AGREEMENT_RATE),
            Map.entry("agreement.wilson.low", MetricNames.AGREEMENT_WILSON_LOW),
            Map.entry("agreement.wilson.high", MetricNames.AGREEMENT_WILSON_HIGH),
            Map.entry("agreement.poststratified.rate", MetricNames.AGREEMENT_POSTSTRATIFIED_RATE),
            Map.entry("agreement.poststratified.low", MetricNames.AGREEMENT_POSTSTRATIFIED_LOW),
            Map.entry("agreement.poststratified.high", MetricNames.AGREEMENT_POSTSTRATIFIED_HIGH),
            Map.entry("agreement.kappa", MetricNames.AGREEMENT_KAPPA),
            Map.entry("disagreement.rate", MetricNames.DISAGREEMENT_RATE),
            Map.entry("f1.shadowVsPrimary.spark.f1", MetricNames.F1_SHADOW_VS_PRIMARY_SPARK_F1),
            Map.entry("f1.shadowVsPrimary.sklearn.f1.macro", MetricNames.F1_SHADOW_VS_PRIMARY_SKLEARN_F1_MACRO),
            Map.entry("f1.primaryVsLabels.spark.f1", MetricNames.F1_PRIMARY_VS_LABELS_SPARK_F1),
            Map.entry("f1.shadowVsLabels.spark.f1", MetricNames.F1_SHADOW_VS_LABELS_SPARK_F1),
            Map.entry("labels.coverage", MetricNames.LABELS_COVERAGE),
            Map.entry("drift.predictedClass.psi", MetricNames.DRIFT_PREDICTED_CLASS_PSI),
            Map.entry("drift.score.psi", MetricNames.DRIFT_SCORE_PSI),
            Map.entry("drift.score.ks", MetricNames.DRIFT_SCORE_KS),
            Map.entry("drift.tokens.psi", MetricNames.DRIFT_TOKENS_PSI),
            Map.entry("unknownTokenRate", MetricNames.UNKNOWN_TOKEN_RATE),
            Map.entry("truncationRate", MetricNames.TRUNCATION_RATE));

    /** Counts that are gauges, under the names that they have in reports. */
    static final Set<String> COUNTS = Set.of(
            MetricNames.RECORDS,
            MetricNames.SAMPLED,
            MetricNames.COMPARED,
            MetricNames.SAME_ENCODING,
            MetricNames.AGREED,
            MetricNames.DISAGREED,
            MetricNames.NO_CLASS,
            MetricNames.SHED,
            MetricNames.FAILED,
            MetricNames.LATE,
            MetricNames.TRUNCATED,
            MetricNames.LABELLED,
            MetricNames.UNKNOWN_LABELS);

    private final SegmentGroups groups;
    private final Counter reports;
    private final Counter withoutGauges;
    private final Map<MetricGroup, Latest> latest = new HashMap<>();

    /** @param operator the group of the operator */
    public QualityGauges(MetricGroup operator) {
        this.groups = new SegmentGroups(operator);
        this.reports = operator.counter(MetricNames.QUALITY_REPORTS);
        this.withoutGauges = operator.counter(MetricNames.REPORTS_WITHOUT_GAUGES);
    }

    /** Shows a report. One on a window before that which is shown changes nothing. */
    public void update(QualityReport report) {
        reports.inc();
        groups.of(report)
                .ifPresentOrElse(
                        group -> latest.computeIfAbsent(group, Latest::new).show(report), withoutGauges::inc);
    }

    /** The gauges of one group. */
    private static final class Latest {

        private final MetricGroup group;
        private final Set<String> registered = new HashSet<>();
        private volatile long endMillis = Long.MIN_VALUE;
        private volatile Map<String, Double> numbers = Map.of();

        Latest(MetricGroup group) {
            this.group = group;
        }

        void show(QualityReport report) {
            if (report.endMillis() < endMillis) {
                return;
            }
            numbers = numbers(report.values(), report.counts());
            endMillis = report.endMillis();
            if (registered.add(MetricNames.WINDOW_END_SECONDS)) {
                group.gauge(MetricNames.WINDOW_END_SECONDS, (Gauge<Double>) () -> endMillis / 1000.0);
            }
            for (String name : numbers.keySet()) {
                if (registered.add(name)) {
                    group.gauge(name, (Gauge<Double>) () -> numbers.getOrDefault(name, Double.NaN));
                }
            }
        }

        private static Map<String, Double> numbers(List<MetricValue> values, List<NamedCount> counts) {
            Map<String, Double> numbers = new HashMap<>();
            for (MetricValue value : values) {
                String name = VALUES.get(value.name());
                if (name != null) {
                    numbers.put(name, value.value());
                }
            }
            for (NamedCount count : counts) {
                if (COUNTS.contains(count.name())) {
                    numbers.put(count.name(), (double) count.count());
                }
            }
            return numbers;
        }
    }
}
