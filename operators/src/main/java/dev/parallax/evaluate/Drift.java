package dev.parallax.evaluate;

import dev.parallax.evaluate.QualityReport.Distribution;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.evaluate.stats.Bins;
import dev.parallax.evaluate.window.CountLayout;
import dev.parallax.evaluate.window.CountLayout.Tally;
import dev.parallax.evaluate.window.CountedWindow;
import dev.parallax.evaluate.window.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.apache.datasketches.kll.KllFloatsSketch;

/** The distances of a window's texts and answers from the reference's. Immutable. */
final class Drift {

    private static final String NO_REFERENCE = "no reference yet";
    private static final String NO_SCORES = "the reference has bins of scores, not the scores";
    private static final String NO_TEXTS = "no texts in the window";

    private final CountedWindow window;
    private final History history;
    private final Distribution predictedClass;
    private final Distribution score;
    private final Distribution tokens;

    /** Compares counts over the same bins. */
    @FunctionalInterface
    interface Distance {
        MetricValue of(String name, long[] reference, long[] current);
    }

    /** Compares sketches. */
    @FunctionalInterface
    interface SketchDistance {
        MetricValue of(String name, KllFloatsSketch reference, KllFloatsSketch current);
    }

    /**
     * @param cells what each cell of the counts holds
     * @param labels names of the classes
     * @param window what was counted
     * @param history the reference
     */
    Drift(CountLayout cells, List<String> labels, CountedWindow window, History history) {
        this.window = window;
        this.history = history;
        this.predictedClass = distribution(Distribution.PREDICTED_CLASS, labels, cells::predicted);
        this.score = distribution(Distribution.SCORE, Bins.SCORE.names(), CountLayout::score);
        this.tokens = distribution(Distribution.TOKENS, Bins.TOKENS.names(), CountLayout::tokens);
    }

    /** The distributions that drift is measured on. */
    List<Distribution> distributions() {
        return List.of(predictedClass, score, tokens);
    }

    Distribution predictedClass() {
        return predictedClass;
    }

    Distribution score() {
        return score;
    }

    Distribution tokens() {
        return tokens;
    }

    /** A distance between a distribution and that of the reference. */
    MetricValue distance(String name, Distribution distribution, Distance distance) {
        return history.reference() == null
                ? MetricValue.undefined(name, NO_REFERENCE)
                : distance.of(name, array(distribution.reference()), array(distribution.counts()));
    }

    /** A distance between the scores and those of the reference. */
    MetricValue ofScores(String name, SketchDistance distance) {
        if (history.reference() == null || history.baselineSketches() == null) {
            return MetricValue.undefined(name, history.reference() == null ? NO_REFERENCE : NO_SCORES);
        }
        return distance.of(
                name, history.baselineSketches().scores(), window.sketches().scores());
    }

    /** The difference between a rate and that of the reference. */
    MetricValue difference(String name, Tally part, Tally whole) {
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

    private Distribution distribution(String name, List<String> bins, IntUnaryOperator cell) {
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
