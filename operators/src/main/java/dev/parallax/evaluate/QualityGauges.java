package dev.parallax.evaluate;

import dev.parallax.evaluate.QualityReport.NamedCount;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.observe.MetricNames;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private static final Pattern DOT = Pattern.compile("\\.(.)");

    /** Names of gauges by the names of their numbers in reports. */
    static final Map<String, String> VALUES = Stream.concat(
                    Arrays.stream(QualityMetric.values())
                            .filter(QualityMetric::gauge)
                            .map(QualityMetric::metric),
                    Arrays.stream(F1Pair.values()).flatMap(pair -> pair.gauges().stream()))
            .collect(Collectors.toUnmodifiableMap(Function.identity(), QualityGauges::gauge));

    /** Counts that are gauges, under the names that they have in reports. */
    static final Set<String> COUNTS = Arrays.stream(TextCount.values())
            .filter(TextCount::gauge)
            .map(TextCount::metric)
            .collect(Collectors.toUnmodifiableSet());

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

    /** The name of a number's gauge: its own in camel case, {@code agreementRate} for {@code agreement.rate}. */
    public static String gauge(String metric) {
        return DOT.matcher(metric).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
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
