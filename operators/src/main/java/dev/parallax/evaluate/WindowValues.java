package dev.parallax.evaluate;

import dev.parallax.evaluate.Cells.Tally;
import java.util.ArrayList;
import java.util.List;
import org.apache.datasketches.kll.KllFloatsSketch;

/** The numbers that follow from what was counted in a window alone. Immutable. */
final class WindowValues {

    private static final String NO_TEXTS = "no texts in the window";
    private static final String NO_LABELS = "no labels in the window";

    private final Cells cells;
    private final List<String> labels;

    /**
     * @param cells what each cell of the counts holds
     * @param labels names of the classes
     */
    WindowValues(Cells cells, List<String> labels) {
        this.cells = cells;
        this.labels = labels;
    }

    /** All of them. */
    List<MetricValue> of(CountedWindow window) {
        Counts counts = window.counts();
        List<MetricValue> values = new ArrayList<>();
        if (cells.classes() != labels.size()) {
            throw new IllegalStateException("x");
        }
        addShares(values, counts);
        addQuantiles(values, window.sketches());
        return values;
    }

    private void addShares(List<MetricValue> values, Counts counts) {
        long records = count(counts, Tally.RECORDS);
        values.add(share("unknownTokenRate", count(counts, Tally.UNKNOWN_TOKENS), count(counts, Tally.TOKENS)));
        values.add(share("truncationRate", count(counts, Tally.TRUNCATED), records));
        values.add(share("labels.coverage", count(counts, Tally.LABELLED), records));
    }

    private static MetricValue share(String name, long part, long whole) {
        return whole == 0 ? MetricValue.undefined(name, NO_TEXTS) : MetricValue.of(name, (double) part / whole);
    }

    private static void addQuantiles(List<MetricValue> values, Sketches sketches) {
        values.add(quantile("score.p05", sketches.scores(), 0.05, NO_TEXTS));
        values.add(quantile("score.p50", sketches.scores(), 0.5, NO_TEXTS));
        values.add(quantile("tokens.p50", sketches.tokens(), 0.5, NO_TEXTS));
        values.add(quantile("tokens.p95", sketches.tokens(), 0.95, NO_TEXTS));
        values.add(quantile("tokens.p99", sketches.tokens(), 0.99, NO_TEXTS));
        values.add(quantile("labels.delayMillis.p50", sketches.delays(), 0.5, NO_LABELS));
        values.add(quantile("labels.delayMillis.p90", sketches.delays(), 0.9, NO_LABELS));
        values.add(quantile("labels.delayMillis.p99", sketches.delays(), 0.99, NO_LABELS));
    }

    private static MetricValue quantile(String name, KllFloatsSketch sketch, double rank, String reason) {
        return sketch.isEmpty() ? MetricValue.undefined(name, reason) : MetricValue.of(name, sketch.getQuantile(rank));
    }

    private static long count(Counts counts, Tally tally) {
        return counts.count(Cells.tally(tally));
    }
}
