package dev.parallax.evaluate;

import dev.parallax.evaluate.QualityReport.Distribution;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.evaluate.stats.Bins;
import dev.parallax.evaluate.stats.JensenShannon;
import dev.parallax.evaluate.stats.KolmogorovSmirnov;
import dev.parallax.evaluate.stats.PopulationStability;
import dev.parallax.evaluate.window.CountLayout;
import dev.parallax.evaluate.window.CountLayout.Tally;
import dev.parallax.evaluate.window.CountedWindow;
import dev.parallax.evaluate.window.Counts;
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

    private static final String NO_REFERENCE = "no reference yet";
    private static final String NO_SCORES = "the reference has bins of scores, not the scores";
    private static final String NO_TEXTS = "no texts in the window";

    static Drift of(CountLayout cells, List<String> labels, CountedWindow window, History history) {
        List<Distribution> distributions = List.of(
                distribution("predictedClass", labels, cells::predicted, window, history),
                distribution("score", Bins.SCORE.names(), CountLayout::score, window, history),
                distribution("tokens", Bins.TOKENS.names(), CountLayout::tokens, window, history));
        List<MetricValue> values = new ArrayList<>();
        for (Distribution distribution : distributions) {
            String name = "drift." + distribution.name();
            if (history.reference() == null) {
                values.add(MetricValue.undefined(name + ".psi", NO_REFERENCE));
                values.add(MetricValue.undefined(name + ".js", NO_REFERENCE));
            } else {
                long[] reference = array(distribution.reference());
                long[] current = array(distribution.counts());
                values.add(PopulationStability.of(name + ".psi", reference, current));
                values.add(JensenShannon.of(name + ".js", reference, current));
            }
        }
        values.addAll(scores(window, history));
        values.add(difference("unknownTokenRate", Tally.UNKNOWN_TOKENS, Tally.TOKENS, window, history));
        values.add(difference("truncationRate", Tally.TRUNCATED, Tally.RECORDS, window, history));
        return new Drift(values, distributions);
    }

    private static List<MetricValue> scores(CountedWindow window, History history) {
        if (history.reference() == null || history.baselineSketches() == null) {
            String reason = history.reference() == null ? NO_REFERENCE : NO_SCORES;
            return List.of(
                    MetricValue.undefined("drift.score.ks", reason),
                    MetricValue.undefined("drift.score.ksPValue", reason));
        }
        return KolmogorovSmirnov.of(
                "drift.score",
                history.baselineSketches().scores(),
                window.sketches().scores());
    }

    private static MetricValue difference(String rate, Tally part, Tally whole, CountedWindow window, History history) {
        String name = "drift." + rate;
        if (history.reference() == null || history.baseline().count(CountLayout.tally(whole)) == 0) {
            return MetricValue.undefined(name, NO_REFERENCE);
        }
        if (window.counts().count(CountLayout.tally(whole)) == 0) {
            return MetricValue.undefined(name, NO_TEXTS);
        }
        return MetricValue.of(name, share(window.counts(), part, whole) - share(history.baseline(), part, whole));
    }

    private static double share(Counts counts, Tally part, Tally whole) {
        return (double) counts.count(CountLayout.tally(part)) / counts.count(CountLayout.tally(whole));
    }

    private static long[] array(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).toArray();
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
