package dev.parallax.evaluate;

import dev.parallax.evaluate.f1.ConfusionCounts;
import dev.parallax.evaluate.f1.F1ByName;
import dev.parallax.evaluate.f1.F1Options;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.evaluate.stats.AgreementCounts;
import dev.parallax.evaluate.stats.McNemar;
import dev.parallax.evaluate.stats.SampledAgreement;
import dev.parallax.evaluate.window.CountLayout;
import dev.parallax.evaluate.window.CountLayout.Tally;
import dev.parallax.evaluate.window.CountedWindow;
import dev.parallax.evaluate.window.Counts;
import dev.parallax.evaluate.window.Sketches;
import java.util.List;
import java.util.function.IntBinaryOperator;

/**
 * The input of the numbers of a report: counts of one window, confusion matrices of them, and what is known from before
 * the window. Immutable.
 */
final class WindowFigures {

    private final CountLayout cells;
    private final List<String> labels;
    private final F1Options f1;
    private final Counts counts;
    private final Sketches sketches;
    private final History history;
    private final ConfusionCounts shadowVsPrimary;
    private final ConfusionCounts primaryVsLabels;
    private final MajorityClass majorityOfPrimary;
    private final MajorityClass majorityOfLabels;
    private final Drift drift;

    /**
     * @param cells what each cell of the counts holds
     * @param labels names of the classes
     * @param f1 what F1's originals are called with
     * @param window what was counted
     * @param history what is known from before the window
     */
    WindowFigures(CountLayout cells, List<String> labels, F1Options f1, CountedWindow window, History history) {
        this.cells = cells;
        this.labels = labels;
        this.f1 = f1;
        this.counts = window.counts();
        this.sketches = window.sketches();
        this.history = history;
        this.shadowVsPrimary = matrix(cells::compared);
        this.primaryVsLabels = matrix(cells::primaryByLabel);
        this.majorityOfPrimary = MajorityClass.of("primary", shadowVsPrimary, labels, f1);
        this.majorityOfLabels = MajorityClass.of("labels", primaryVsLabels, labels, f1);
        this.drift = new Drift(cells, labels, window, history);
    }

    /** Texts to which both sides gave a class: a text without one is in no evaluation of the two. */
    private ConfusionCounts matrix(IntBinaryOperator cell) {
        ConfusionCounts matrix = new ConfusionCounts(cells.classes());
        for (int row = 0; row < cells.classes(); row++) {
            for (int column = 0; column < cells.classes(); column++) {
                matrix.add(row, column, notNegative(counts.count(cell.applyAsInt(row, column))));
            }
        }
        return matrix;
    }

    /** A retraction may be counted in a window whose first observation was too late to be counted. */
    private static long notNegative(long count) {
        return Math.max(0, count);
    }

    long count(Tally tally) {
        return counts.count(CountLayout.tally(tally));
    }

    Sketches sketches() {
        return sketches;
    }

    Drift drift() {
        return drift;
    }

    /** Comparisons of the window. */
    AgreementCounts agreement() {
        return new AgreementCounts(CountLayout.agreed(counts), CountLayout.compared(counts));
    }

    /** Comparisons since the job began. */
    AgreementCounts agreementSinceStart() {
        return new AgreementCounts(history.agreed(), history.compared());
    }

    /** A comparison may be counted before its prediction is, so the sample has at least what was compared. */
    SampledAgreement sampledAgreement() {
        long compared = CountLayout.compared(counts);
        return new SampledAgreement(
                count(Tally.SAME_ENCODING),
                CountLayout.agreed(counts),
                compared,
                Math.max(compared, count(Tally.SAMPLED)));
    }

    /** The primary's classes by the shadow's. */
    ConfusionCounts shadowVsPrimary() {
        return shadowVsPrimary;
    }

    /** True classes by the primary's. */
    ConfusionCounts primaryVsLabels() {
        return primaryVsLabels;
    }

    /** True classes by the shadow's. */
    ConfusionCounts shadowVsLabels() {
        return matrix(cells::shadowByLabel);
    }

    /** F1 of a matrix by every name. */
    List<MetricValue> f1(ConfusionCounts matrix) {
        return F1ByName.of(matrix, labels, f1);
    }

    /** The most frequent class of the primary. */
    MajorityClass majorityOfPrimary() {
        return majorityOfPrimary;
    }

    /** The most frequent class of the labels. */
    MajorityClass majorityOfLabels() {
        return majorityOfLabels;
    }

    McNemar mcNemar() {
        return new McNemar(notNegative(count(Tally.ONLY_PRIMARY_RIGHT)), notNegative(count(Tally.ONLY_SHADOW_RIGHT)));
    }
}
