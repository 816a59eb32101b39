package dev.parallax.evaluate;

import dev.parallax.evaluate.QualityReport.NamedCount;
import dev.parallax.infer.ModelId;
import java.util.List;
import java.util.Map;

/** Reports for tests, of windows of ten minutes that slide by thirty seconds. */
final class Reports {

    static final long SLIDE = 30_000;
    static final ModelId MODEL = new ModelId("sentiment", "0123456789abcdef");

    private static final long SIZE = 600_000;

    private Reports() {}

    /** The window with a number, that ends so many slides after the epoch, of 1000 texts that were all compared. */
    static QualityReport report(int window, double agreement) {
        return report(window, List.of(MetricValue.of("agreement.rate", agreement)), counts(1000));
    }

    static Map<String, Long> counts(long compared) {
        return Map.of("records", 2000L, "sampled", 1500L, "compared", compared);
    }

    static QualityReport report(int window, List<MetricValue> values, Map<String, Long> counts) {
        return report(window, 0, false, values, counts);
    }

    static QualityReport report(
            int window, int revision, boolean early, List<MetricValue> values, Map<String, Long> counts) {
        return new QualityReport(
                window * SLIDE - SIZE,
                window * SLIDE,
                SLIDE,
                MODEL,
                "spark-nlp",
                "de",
                revision,
                early,
                true,
                List.of("negative", "positive"),
                counts.entrySet().stream()
                        .map(count -> new NamedCount(count.getKey(), count.getValue()))
                        .toList(),
                List.of(),
                List.of(),
                values,
                List.of(),
                List.of(),
                null);
    }
}
