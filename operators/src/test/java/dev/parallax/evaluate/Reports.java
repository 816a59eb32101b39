package dev.parallax.evaluate;

import dev.parallax.evaluate.QualityReport.NamedCount;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.infer.model.ModelId;
import java.util.List;
import java.util.Map;

/** Reports for tests, of windows of ten minutes that slide by thirty seconds. */
public final class Reports {

    public static final long SLIDE = 30_000;
    public static final ModelId MODEL = new ModelId("sentiment", "0123456789abcdef");

    private static final long SIZE = 600_000;

    private Reports() {}

    /**
     * The window with a number, that ends that number of slides after the epoch, of 1000 texts that were all compared.
     */
    public static QualityReport report(int window, double agreement) {
        return report(window, List.of(MetricValue.of("agreement.rate", agreement)), counts(1000));
    }

    public static Map<String, Long> counts(long compared) {
        return Map.of("records", 2000L, "sampled", 1500L, "compared", compared);
    }

    public static QualityReport report(int window, List<MetricValue> values, Map<String, Long> counts) {
        return report(window, 0, values, counts);
    }

    public static QualityReport report(int window, int revision, List<MetricValue> values, Map<String, Long> counts) {
        return new QualityReport(
                window * SLIDE - SIZE,
                window * SLIDE,
                SLIDE,
                MODEL,
                "spark-nlp",
                "de",
                revision,
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
