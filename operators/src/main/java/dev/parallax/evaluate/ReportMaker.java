package dev.parallax.evaluate;

import dev.parallax.evaluate.QualityReport.CauseCount;
import dev.parallax.evaluate.QualityReport.Cell;
import dev.parallax.evaluate.QualityReport.NamedCount;
import dev.parallax.evaluate.f1.F1ByName;
import dev.parallax.evaluate.f1.F1Options;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.evaluate.window.CountLayout;
import dev.parallax.evaluate.window.CountedWindow;
import dev.parallax.evaluate.window.Counts;
import dev.parallax.evaluate.window.WindowSizes;
import dev.parallax.infer.model.ModelId;
import dev.parallax.shadow.DivergenceCause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Computes the quality report of a window from its counts, quantiles and history. Immutable. */
final class ReportMaker {

    private final ModelId model;
    private final List<String> labels;
    private final String shadow;
    private final WindowSizes sizes;
    private final String positive;
    private final CountLayout cells;
    private final F1Options f1;

    /**
     * @param model the primary's model
     * @param labels its classes
     * @param shadow name of what it is compared with
     * @param options how windows lie, and what F1's originals are called with
     * @param cells what each cell of the counts holds
     */
    ReportMaker(ModelId model, List<String> labels, String shadow, QualityOptions options, CountLayout cells) {
        this.model = model;
        this.labels = labels;
        this.shadow = shadow;
        this.sizes = options.sizes();
        this.positive = F1ByName.positive(labels, options.f1()).orElse("");
        this.cells = cells;
        this.f1 = options.f1();
    }

    /**
     * The report of a window.
     *
     * @param segment what its texts share
     * @param window what was counted
     * @param history what is known from before the window
     */
    QualityReport report(String segment, CountedWindow window, History history) {
        Counts counts = window.counts();
        WindowFigures figures = new WindowFigures(cells, labels, f1, window, history);
        List<MetricValue> all = new ArrayList<>();
        for (QualityMetric metric : QualityMetric.values()) {
            all.add(metric.of(figures));
        }
        for (F1Pair pair : F1Pair.values()) {
            all.addAll(pair.of(figures));
        }
        return new QualityReport(
                window.endMillis() - sizes.sizeMillis(),
                window.endMillis(),
                sizes.slideMillis(),
                model,
                shadow,
                segment,
                window.revision(),
                CountLayout.complete(counts),
                labels,
                positive,
                counts(counts),
                matrix(counts),
                causes(counts),
                all,
                figures.drift().distributions(),
                history.detectors(),
                history.reference(),
                ReportWarnings.of(figures, all));
    }

    private static List<NamedCount> counts(Counts counts) {
        return Arrays.stream(TextCount.values())
                .map(count -> new NamedCount(count.metric(), count.of(counts)))
                .toList();
    }

    private List<Cell> matrix(Counts counts) {
        List<Cell> matrix = new ArrayList<>();
        for (int primary = 0; primary < cells.classes(); primary++) {
            for (int answer = 0; answer <= cells.classes(); answer++) {
                long count = counts.count(cells.compared(primary, answer));
                if (count != 0) {
                    matrix.add(new Cell(primary, answer, count));
                }
            }
        }
        return matrix;
    }

    private static List<CauseCount> causes(Counts counts) {
        List<CauseCount> causes = new ArrayList<>();
        for (DivergenceCause cause : DivergenceCause.values()) {
            long proven = counts.count(CountLayout.cause(cause, true));
            long suspected = counts.count(CountLayout.cause(cause, false));
            if (proven + suspected != 0) {
                causes.add(new CauseCount(cause.name(), cause.title(), proven, suspected));
            }
        }
        return causes;
    }
}
