package dev.parallax.evaluate;

import dev.parallax.evaluate.QualityReport.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * How far a window's texts and answers are from the reference's.
 *
 * @param values the numbers
 * @param distributions what they were measured on
 */
record Drift(List<MetricValue> values, List<Distribution> distributions) {

    static Drift of(Cells cells, List<String> labels, CountedWindow window, History history) {
        List<Distribution> distributions = new ArrayList<>();
        distributions.add(distribution("predictedClass", labels, cells::predicted, window, history));
        distributions.add(distribution("score", Bins.SCORE.names(), Cells::score, window, history));
        distributions.add(distribution("tokens", Bins.TOKENS.names(), Cells::tokens, window, history));
        return new Drift(List.of(), distributions);
    }

    private static Distribution distribution(
            String name, List<String> bins, IntUnaryOperator cell, CountedWindow window, History history) {
        return new Distribution(
                name,
                bins,
                counts(window.counts(), bins.size(), cell),
                history.reference() == null ? List.of() : counts(history.baseline(), bins.size(), cell));
    }

    private static List<Long> counts(Counts counts, int bins, IntUnaryOperator cell) {
        List<Long> list = new ArrayList<>(bins);
        for (int i = 0; i < bins; i++) {
            list.add(counts.count(cell.applyAsInt(i)));
        }
        return list;
    }
}
