package dev.parallax.evaluate;

import dev.parallax.evaluate.QualityReport.Warning;
import dev.parallax.evaluate.f1.ConfusionCounts;
import dev.parallax.evaluate.f1.F1ByName;
import dev.parallax.evaluate.f1.F1Options;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.evaluate.stats.AgreementCounts;
import dev.parallax.evaluate.stats.ChanceCorrectedAgreement;
import dev.parallax.evaluate.stats.McNemar;
import dev.parallax.evaluate.stats.SampledAgreement;
import dev.parallax.evaluate.window.CountLayout;
import dev.parallax.evaluate.window.CountLayout.Tally;
import dev.parallax.evaluate.window.CountedWindow;
import dev.parallax.evaluate.window.Counts;
import dev.parallax.evaluate.window.Sketches;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import org.apache.datasketches.kll.KllFloatsSketch;

/** The numbers that follow from what was counted in a window alone. Immutable. */
final class WindowValues {

    private static final String NO_TEXTS = "no texts in the window";
    private static final String NO_LABELS = "no labels in the window";

    /** Share of sampled texts without a comparison from which a report carries a warning. */
    private static final double UNANSWERED_SHARE = 0.05;

    private static final String PRIMARY = "Primary";
    private static final String LABELS = "Labels";

    private final CountLayout cells;
    private final List<String> labels;
    private final F1Options f1;

    /**
     * @param cells what each cell of the counts holds
     * @param labels names of the classes
     * @param f1 what F1's originals are called with
     */
    WindowValues(CountLayout cells, List<String> labels, F1Options f1) {
        this.cells = cells;
        this.labels = labels;
        this.f1 = f1;
    }

    /** All of them. */
    List<MetricValue> of(CountedWindow window) {
        Counts counts = window.counts();
        List<MetricValue> values = new ArrayList<>();
        ConfusionCounts shadowVsPrimary = matrix(cells::compared, counts);
        ConfusionCounts primaryVsLabels = matrix(cells::primaryByLabel, counts);
        values.addAll(new AgreementCounts(CountLayout.agreed(counts), CountLayout.compared(counts)).metrics());
        values.addAll(sampled(counts).metrics());
        values.add(ChanceCorrectedAgreement.kappa(shadowVsPrimary).below("agreement"));
        values.add(ChanceCorrectedAgreement.ac1(shadowVsPrimary).below("agreement"));
        addF1(values, "f1.shadowVsPrimary", shadowVsPrimary);
        addF1(values, "f1.primaryVsLabels", primaryVsLabels);
        addF1(values, "f1.shadowVsLabels", matrix(cells::shadowByLabel, counts));
        values.addAll(majority(PRIMARY, shadowVsPrimary).values());
        values.addAll(majority(LABELS, primaryVsLabels).values());
        values.addAll(new McNemar(
                        notNegative(count(counts, Tally.ONLY_PRIMARY_RIGHT)),
                        notNegative(count(counts, Tally.ONLY_SHADOW_RIGHT)))
                .metrics());
        values.add(MetricValue.of("detector.pageHinkley", (double) count(counts, Tally.PAGE_HINKLEY_CHANGES)));
        values.add(MetricValue.of("detector.adwin", (double) count(counts, Tally.ADWIN_CHANGES)));
        addShares(values, counts);
        addQuantiles(values, window.sketches());
        return values;
    }

    /**
     * Numbers that say less than they seem to.
     *
     * @param all the numbers
     */
    List<Warning> warnings(CountedWindow window, List<MetricValue> all) {
        Counts counts = window.counts();
        List<Warning> warnings = new ArrayList<>();
        unanswered(counts).ifPresent(warnings::add);
        warnings.addAll(majority(PRIMARY, matrix(cells::compared, counts)).warnings(all));
        warnings.addAll(majority(LABELS, matrix(cells::primaryByLabel, counts)).warnings(all));
        return warnings;
    }

    /**
     * A text that both sides read alike has its comparison at once; the shadow sheds and fails on the others. So what
     * is compared agrees more often than all texts do.
     */
    private static Optional<Warning> unanswered(Counts counts) {
        long sampled = count(counts, Tally.SAMPLED);
        long unanswered = count(counts, Tally.SHED) + count(counts, Tally.FAILED);
        return sampled == 0 || unanswered < UNANSWERED_SHARE * sampled
                ? Optional.empty()
                : Optional.of(new Warning(
                        List.of("agreement.rate", "agreement.kappa", "agreement.ac1", "disagreement.rate"),
                        String.format(
                                Locale.ROOT,
                                "The shadow left out %.0f %% of the texts that it was asked about, among them none that both"
                                        + " sides read alike: the two agree less than these numbers say, and about as often as"
                                        + " agreement.poststratified.rate does. Sample fewer texts, or give the shadow more room.",
                                100.0 * unanswered / sampled)));
    }

    /** A comparison may be counted before its prediction is, so the sample has at least what was compared. */
    private static SampledAgreement sampled(Counts counts) {
        long compared = CountLayout.compared(counts);
        return new SampledAgreement(
                count(counts, Tally.SAME_ENCODING),
                CountLayout.agreed(counts),
                compared,
                Math.max(compared, count(counts, Tally.SAMPLED)));
    }

    private MajorityClass majority(String reference, ConfusionCounts counts) {
        return MajorityClass.of(reference, counts, labels, f1);
    }

    private void addF1(List<MetricValue> values, String prefix, ConfusionCounts matrix) {
        F1ByName.of(matrix, labels, f1).forEach(value -> values.add(value.below(prefix)));
    }

    /** Texts to which both sides gave a class: a text without one is in no evaluation of the two. */
    private ConfusionCounts matrix(IntBinaryOperator cell, Counts counts) {
        ConfusionCounts matrix = new ConfusionCounts(cells.classes());
        for (int row = 0; row < cells.classes(); row++) {
            for (int column = 0; column < cells.classes(); column++) {
                matrix.add(row, column, notNegative(counts.count(cell.applyAsInt(row, column))));
            }
        }
        return matrix;
    }

    /** A label may be taken back whose telling is too old to be counted. */
    private static long notNegative(long count) {
        return Math.max(0, count);
    }

    private static void addShares(List<MetricValue> values, Counts counts) {
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
        return counts.count(CountLayout.tally(tally));
    }
}
