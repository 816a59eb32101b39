package dev.parallax.evaluate;

import dev.parallax.evaluate.f1.F1ByName;
import dev.parallax.evaluate.f1.MetricValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A number of a report that an alert rule can watch: a value, a count, or one count's share of another.
 *
 * @param name its name, such as {@code agreement.rate}, {@code late} or {@code lateShare}
 * @param basis name of the count of texts that it is based on
 */
public record RuleMetric(String name, String basis) {

    private static final Map<String, String> BASES = bases();

    private static Map<String, String> bases() {
        Map<String, TextCount> bases = new LinkedHashMap<>();
        for (QualityMetric metric : QualityMetric.values()) {
            bases.put(metric.metric(), metric.basis());
        }
        for (F1Pair pair : F1Pair.values()) {
            pair.metrics().forEach(name -> bases.put(name, pair.basis()));
        }
        for (TextCount count : TextCount.values()) {
            if (count.gauge()) {
                bases.put(count.metric(), TextCount.RECORDS);
            }
        }
        for (TextShare share : TextShare.values()) {
            bases.put(share.metric(), share.basis());
        }
        Map<String, String> names = new LinkedHashMap<>();
        bases.forEach((name, basis) -> names.put(name, basis.metric()));
        return names;
    }

    /** The number of a name, if there is one. */
    public static Optional<RuleMetric> named(String name) {
        return Optional.ofNullable(BASES.get(name))
                .or(() -> F1Pair.ofLabel(name).map(pair -> pair.basis().metric()))
                .map(basis -> new RuleMetric(name, basis));
    }

    /** All names, with {@code <label>} where a class's stands. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(BASES.keySet());
        for (F1Pair pair : F1Pair.values()) {
            if (pair.byLabel()) {
                names.add(pair.prefix() + "." + F1ByName.BY_LABEL + "<label>");
            }
        }
        return names.stream().sorted().toList();
    }

    /** The number in a report; not defined where the report has none of the name. */
    public MetricValue value(QualityReport report) {
        Optional<TextShare> share = TextShare.named(name);
        if (share.isPresent()) {
            TextCount basisCount = share.get().basis();
            long whole = report.count(basisCount);
            return whole == 0
                    ? MetricValue.undefined(name, "no texts among '" + basisCount.metric() + "'")
                    : MetricValue.of(name, (double) report.count(share.get().part()) / whole);
        }
        Optional<TextCount> count = TextCount.named(name);
        if (count.isPresent()) {
            return MetricValue.of(name, (double) report.count(count.get()));
        }
        return report.value(name).orElseGet(() -> MetricValue.undefined(name, "no such number in the report"));
    }

    /** The number of the report's texts that the number is based on. */
    public long texts(QualityReport report) {
        return TextCount.named(basis).map(report::count).orElse(0L);
    }
}
