package dev.parallax.job.optimize;

import dev.parallax.evaluate.stats.Interval;
import dev.parallax.infer.model.DeviceOptions.Provider;
import dev.parallax.job.model.OptimizationCard;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of a report as text: the rows of its table, and its sentences. */
final class Figures {

    private static final double MEGA = 1e6;

    private final OptimizationReport report;

    Figures(OptimizationReport report) {
        this.report = report;
    }

    /**
     * A row of the table.
     *
     * @param what what the figures are of
     * @param source figure of the source
     * @param optimized figure of the rewritten model
     */
    record Row(String what, String source, String optimized) {}

    /** A number without trailing zeros, with six digits at most. */
    static String plain(double value) {
        BigDecimal rounded = new BigDecimal(value, new MathContext(6)).stripTrailingZeros();
        return rounded.toPlainString();
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** The rows of the table. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        OptimizationReport.Model source = report.source();
        OptimizationReport.Model optimized = report.optimized();
        SpeedComparison speed = report.speed();
        rows.add(new Row(
                report.check().provider() == Provider.CPU ? "texts/s on one thread" : "texts/s",
                format("%.1f", speed.sourcePerSecond()),
                format("%.1f", speed.optimizedPerSecond())));
        LabelComparison labels = report.labels();
        if (labels.labelled() > 0) {
            rows.add(new Row(
                    format("accuracy on %,d labelled texts", labels.labelled()),
                    format("%.2f %%", 100.0 * labels.sourceRight() / labels.labelled()),
                    format("%.2f %%", 100.0 * labels.optimizedRight() / labels.labelled())));
        }
        rows.add(new Row(
                "batch dependence",
                format("%.1e", source.batchDependence()),
                format("%.1e", optimized.batchDependence())));
        rows.add(new Row(
                "size of the graph",
                format("%.1f MB", source.bytes() / MEGA),
                format("%.1f MB", optimized.bytes() / MEGA)));
        rows.add(
                new Row("fingerprint", source.id().fingerprint(), optimized.id().fingerprint()));
        return rows;
    }

    /** Sentences about the rewriting and the differences. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(rewritten());
        if (!report.choice().inFloats().isEmpty()) {
            sentences.add(inFloats(report.choice()));
        }
        report.check().sentence().ifPresent(sentences::add);
        SpeedComparison speed = report.speed();
        sentences.add(format(
                "Speed: %.2f times the source's, %.2f to %.2f in %d rounds in turns (%,d texts, batches of up to %d"
                        + " sorted by length).",
                speed.ratio(),
                speed.lowestRatio(),
                speed.highestRatio(),
                speed.rounds(),
                speed.texts(),
                TextBatches.MOST_ROWS));
        LabelComparison labels = report.labels();
        sentences.add(format(
                "Logits: they differ by %.1e at most and by %.1e on average, on %,d texts of %s%s.",
                labels.largestDifference(),
                labels.meanDifference(),
                labels.texts(),
                report.texts(),
                report.calibrationTexts() == 0
                        ? ""
                        : format(" (activations were measured on %,d others)", report.calibrationTexts())));
        Interval interval = labels.keptInterval();
        sentences.add(format(
                "Labels: %,d of %,d are kept, %.2f %% (95 %% interval %.2f to %.2f %%).",
                labels.kept(),
                labels.texts(),
                100.0 * labels.kept() / labels.texts(),
                100 * interval.low(),
                100 * interval.high()));
        return sentences;
    }

    private String inFloats(ProductChoice choice) {
        List<String> names = choice.inFloats().stream()
                .map(product -> format("%s (%.1e)", product.name(), product.error()))
                .toList();
        return format(
                "In 32-bit floats: %d of %d products, so that %s %% of labels are kept, chosen on %,d %s. In brackets"
                        + " is how much logits differ, as a root mean square, where that product alone is of 8-bit"
                        + " integers: %s.",
                names.size(),
                choice.products(),
                plain(100 * report.limits().keptLabels()),
                choice.texts(),
                choice.apart() ? "other texts" : "of these texts, which are too few to be divided",
                String.join(", ", names));
    }

    /** The precision of a card, and the device unless it is the CPU. */
    static String target(OptimizationCard card) {
        return card.precision() + (card.device().equals(OptimizationCard.CPU) ? "" : " on " + card.device());
    }

    private String rewritten() {
        if (report.rewritten().isEmpty()) {
            return "Nothing to rewrite was found: the graph is the source's.";
        }
        List<String> found = report.rewritten().stream()
                .map(applied ->
                        applied.name() + " (" + applied.places() + (applied.places() == 1 ? " place)" : " places)"))
                .toList();
        return "Rewritten for " + target(report.card()) + ": " + String.join(", ", found) + ".";
    }
}
