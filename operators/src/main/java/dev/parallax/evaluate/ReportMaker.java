package dev.parallax.evaluate;

import dev.parallax.evaluate.QualityReport.CauseCount;
import dev.parallax.evaluate.QualityReport.Cell;
import dev.parallax.evaluate.QualityReport.NamedCount;
import dev.parallax.evaluate.f1.F1ByName;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.evaluate.window.CountLayout;
import dev.parallax.evaluate.window.CountLayout.Tally;
import dev.parallax.evaluate.window.CountedWindow;
import dev.parallax.evaluate.window.Counts;
import dev.parallax.evaluate.window.WindowSizes;
import dev.parallax.infer.model.ModelId;
import dev.parallax.shadow.DivergenceCause;
import java.util.ArrayList;
import java.util.List;

/** Turns what was counted into what is reported. Immutable. */
final class ReportMaker {

    private final ModelId model;
    private final List<String> labels;
    private final String shadow;
    private final WindowSizes sizes;
    private final String positive;
    private final CountLayout cells;
    private final WindowValues values;

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
        this.values = new WindowValues(cells, labels, options.f1());
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
        Drift drift = Drift.of(cells, labels, window, history);
        List<MetricValue> all = new ArrayList<>(values.of(window));
        all.addAll(history.values());
        all.addAll(drift.values());
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
                drift.distributions(),
                history.detectors(),
                history.reference(),
                values.warnings(window, all));
    }

    private static List<NamedCount> counts(Counts counts) {
        List<NamedCount> named = new ArrayList<>();
        named.add(new NamedCount("records", count(counts, Tally.RECORDS)));
        named.add(new NamedCount("sampled", count(counts, Tally.SAMPLED)));
        named.add(new NamedCount("compared", CountLayout.compared(counts)));
        named.add(new NamedCount("sameEncoding", count(counts, Tally.SAME_ENCODING)));
        named.add(new NamedCount("agreed", CountLayout.agreed(counts)));
        named.add(new NamedCount("disagreed", count(counts, Tally.DISAGREED)));
        named.add(new NamedCount("noClass", count(counts, Tally.NO_CLASS)));
        named.add(new NamedCount("shed", count(counts, Tally.SHED)));
        named.add(new NamedCount("failed", count(counts, Tally.FAILED)));
        named.add(new NamedCount("late", count(counts, Tally.LATE)));
        named.add(new NamedCount("truncated", count(counts, Tally.TRUNCATED)));
        named.add(new NamedCount("tokens", count(counts, Tally.TOKENS)));
        named.add(new NamedCount("unknownTokens", count(counts, Tally.UNKNOWN_TOKENS)));
        named.add(new NamedCount("labelled", count(counts, Tally.LABELLED)));
        named.add(new NamedCount("unknownLabels", count(counts, Tally.UNKNOWN_LABELS)));
        return named;
    }

    private static long count(Counts counts, Tally tally) {
        return counts.count(CountLayout.tally(tally));
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
