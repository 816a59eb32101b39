package dev.parallax.job.wire;

import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.QualityReport.CauseCount;
import dev.parallax.evaluate.QualityReport.Cell;
import dev.parallax.evaluate.QualityReport.Detector;
import dev.parallax.evaluate.QualityReport.Distribution;
import dev.parallax.evaluate.QualityReport.NamedCount;
import dev.parallax.evaluate.QualityReport.Reference;
import dev.parallax.evaluate.alert.Alert;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.infer.model.ModelId;
import java.util.List;

/** A report and an alert for tests. */
public final class Reports {

    static final ModelId MODEL = new ModelId("sentiment", "0123456789abcdef");

    public static final QualityReport REPORT = new QualityReport(
            1_700_000_000_000L,
            1_700_000_600_000L,
            30_000,
            MODEL,
            "spark-nlp",
            "de\u2028<b>",
            2,
            true,
            List.of("negative", "positive"),
            List.of(
                    new NamedCount("records", 3),
                    new NamedCount("sampled", 3),
                    new NamedCount("compared", 2),
                    new NamedCount("late", 0)),
            List.of(new Cell(0, 0, 1), new Cell(1, 2, 1)),
            List.of(new CauseCount("CONTRACTION", "contraction", 1, 0)),
            List.of(
                    MetricValue.of("agreement.rate", 0.5),
                    MetricValue.undefined("mcnemar.pValue", "no labelled text is right by one of the two alone")),
            List.of(new Distribution(
                    "predictedClass", List.of("negative", "positive"), List.of(1L, 2L), List.of(5L, 6L))),
            List.of(
                    new Detector("pageHinkley", 1.5, 100, 1, 1_700_000_100_000L),
                    new Detector("adwin", Double.NEGATIVE_INFINITY, 9.2, 0, -1)),
            new Reference("frozen", 1_699_999_000_000L, 1_699_999_600_000L, 11));

    public static final Alert ALERT = new Alert(
            Alert.State.FIRED,
            "low-agreement",
            "agreement.wilson.high",
            Alert.Severity.CRITICAL,
            0.81,
            0.9,
            "below",
            1_700_000_000_000L,
            1_700_000_600_000L,
            1_700_000_570_000L,
            MODEL,
            "spark-nlp",
            "",
            "job/docs/alerts.md#low-agreement");

    private Reports() {}
}
