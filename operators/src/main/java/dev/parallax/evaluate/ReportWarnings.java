package dev.parallax.evaluate;

import dev.parallax.evaluate.QualityReport.Warning;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.evaluate.window.CountLayout.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds numbers of a report that mislead. */
final class ReportWarnings {

    /** Share of sampled texts without a comparison from which a report carries a warning. */
    private static final double UNANSWERED_SHARE = 0.05;

    private ReportWarnings() {}

    /**
     * The warnings of a report.
     *
     * @param all its numbers
     */
    static List<Warning> of(WindowFigures figures, List<MetricValue> all) {
        List<Warning> warnings = new ArrayList<>();
        unanswered(figures).ifPresent(warnings::add);
        warnings.addAll(figures.majorityOfPrimary().warnings(List.of(F1Pair.SHADOW_VS_PRIMARY.prefix()), all));
        warnings.addAll(figures.majorityOfLabels()
                .warnings(List.of(F1Pair.PRIMARY_VS_LABELS.prefix(), F1Pair.SHADOW_VS_LABELS.prefix()), all));
        return warnings;
    }

    /**
     * A text that both sides read alike has its comparison at once; the shadow sheds and fails on the others. So what
     * is compared agrees more often than all texts do.
     */
    private static Optional<Warning> unanswered(WindowFigures figures) {
        long sampled = figures.count(Tally.SAMPLED);
        long unanswered = figures.count(Tally.SHED) + figures.count(Tally.FAILED);
        return sampled == 0 || unanswered < UNANSWERED_SHARE * sampled
                ? Optional.empty()
                : Optional.of(new Warning(
                        List.of(
                                QualityMetric.AGREEMENT_RATE.metric(),
                                QualityMetric.AGREEMENT_KAPPA.metric(),
                                QualityMetric.AGREEMENT_AC1.metric(),
                                QualityMetric.DISAGREEMENT_RATE.metric()),
                        String.format(
                                Locale.ROOT,
                                "The shadow left out %.0f %% of the texts that it was asked about, among them"
                                        + " none that both"
                                        + " sides read alike: the two agree less than these numbers say, and"
                                        + " about as often as"
                                        + " %s does. Sample fewer texts, or give the shadow more room.",
                                100.0 * unanswered / sampled,
                                QualityMetric.AGREEMENT_POSTSTRATIFIED_RATE.metric())));
    }
}
