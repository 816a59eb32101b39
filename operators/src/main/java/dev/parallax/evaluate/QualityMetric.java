package dev.parallax.evaluate;

import static dev.parallax.evaluate.TextCount.COMPARED;
import static dev.parallax.evaluate.TextCount.LABELLED;
import static dev.parallax.evaluate.TextCount.RECORDS;

import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.evaluate.stats.ChanceCorrectedAgreement;
import dev.parallax.evaluate.stats.Interval;
import dev.parallax.evaluate.stats.JensenShannon;
import dev.parallax.evaluate.stats.KolmogorovSmirnov;
import dev.parallax.evaluate.stats.PopulationStability;
import dev.parallax.evaluate.window.CountLayout.Tally;
import dev.parallax.evaluate.window.Sketches;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.apache.datasketches.kll.KllFloatsSketch;

/**
 * The catalogue of the numbers of a quality report, in the order of the report: name, the count of texts that the
 * number is based on, whether it is a gauge, how it is computed, what it is and how to read it. Reports, gauges, alert
 * rules and the guide are made from it. F1 is in {@link F1Pair}, counts are in {@link TextCount}.
 *
 * <p>A constant without texts of its own is explained together with the one before it.
 */
public enum QualityMetric {
    AGREEMENT_RATE(
            "agreement.rate",
            COMPARED,
            Shown.GAUGE,
            (name, figures) -> share(
                    name, figures.agreement().agreed(), figures.agreement().compared(), Reasons.NOT_COMPARED),
            "share of compared texts to which both sides give the same class",
            "with its interval, not alone; too high while `complete` is false"),
    AGREEMENT_WILSON_LOW(
            "agreement.wilson.low",
            COMPARED,
            Shown.GAUGE,
            (name, figures) -> value(name, figures.agreement().wilson().map(Interval::low), Reasons.NOT_COMPARED),
            "95 % interval of the rate in this window",
            "for a single look; one window in twenty misses"),
    AGREEMENT_WILSON_HIGH(
            "agreement.wilson.high",
            COMPARED,
            Shown.GAUGE,
            (name, figures) -> value(name, figures.agreement().wilson().map(Interval::high), Reasons.NOT_COMPARED)),
    DISAGREEMENT_RATE(
            "disagreement.rate",
            COMPARED,
            Shown.GAUGE,
            (name, figures) -> share(
                    name, figures.agreement().disagreed(), figures.agreement().compared(), Reasons.NOT_COMPARED),
            "1 minus `agreement.rate`",
            "as that is"),
    AGREEMENT_POSTSTRATIFIED_RATE(
            "agreement.poststratified.rate",
            COMPARED,
            Shown.GAUGE,
            (name, figures) -> sampled(name, figures, figures.sampledAgreement().rate()),
            "estimated rate of all sampled texts, with its 95 % interval",
            "use it if some texts were skipped; [details](#agreement)"),
    AGREEMENT_POSTSTRATIFIED_LOW(
            "agreement.poststratified.low",
            COMPARED,
            Shown.GAUGE,
            (name, figures) ->
                    sampled(name, figures, figures.sampledAgreement().interval().map(Interval::low))),
    AGREEMENT_POSTSTRATIFIED_HIGH(
            "agreement.poststratified.high",
            COMPARED,
            Shown.GAUGE,
            (name, figures) ->
                    sampled(name, figures, figures.sampledAgreement().interval().map(Interval::high))),
    AGREEMENT_BOUNDS_LOW(
            "agreement.bounds.low",
            COMPARED,
            Shown.REPORT,
            (name, figures) ->
                    sampled(name, figures, figures.sampledAgreement().bounds().map(Interval::low)),
            "lowest and highest possible rate of the sample",
            "makes no assumption"),
    AGREEMENT_BOUNDS_HIGH(
            "agreement.bounds.high",
            COMPARED,
            Shown.REPORT,
            (name, figures) ->
                    sampled(name, figures, figures.sampledAgreement().bounds().map(Interval::high))),
    AGREEMENT_SEQUENCE_RATE(
            "agreement.sequence.rate",
            COMPARED,
            Shown.REPORT,
            (name, figures) -> share(
                    name,
                    figures.agreementSinceStart().agreed(),
                    figures.agreementSinceStart().compared(),
                    Reasons.NOT_COMPARED),
            "rate since the job began, with its 95 % confidence sequence",
            "valid in every window at once; means little while the rate changes"),
    AGREEMENT_SEQUENCE_LOW(
            "agreement.sequence.low",
            COMPARED,
            Shown.REPORT,
            (name, figures) -> MetricValue.of(
                    name, figures.agreementSinceStart().sequence().low())),
    AGREEMENT_SEQUENCE_HIGH(
            "agreement.sequence.high",
            COMPARED,
            Shown.REPORT,
            (name, figures) -> MetricValue.of(
                    name, figures.agreementSinceStart().sequence().high())),
    AGREEMENT_KAPPA(
            "agreement.kappa",
            COMPARED,
            Shown.GAUGE,
            (name, figures) ->
                    ChanceCorrectedAgreement.kappa(figures.shadowVsPrimary()).named(name),
            "agreement beyond chance, Cohen's and Gwet's",
            "kappa falls to 0 if one class is rare, AC1 does not"),
    AGREEMENT_AC1(
            "agreement.ac1",
            COMPARED,
            Shown.REPORT,
            (name, figures) ->
                    ChanceCorrectedAgreement.ac1(figures.shadowVsPrimary()).named(name)),
    MAJORITY_PRIMARY_SHARE(
            "majority.primary.share",
            COMPARED,
            Shown.REPORT,
            (name, figures) -> value(name, figures.majorityOfPrimary().share(), Reasons.NO_CLASSES),
            "share of the model's most frequent class, and of the most frequent label",
            "if high, so is every F1 that weights classes by support"),
    MAJORITY_LABELS_SHARE(
            "majority.labels.share",
            LABELLED,
            Shown.REPORT,
            (name, figures) -> value(name, figures.majorityOfLabels().share(), Reasons.NO_CLASSES)),
    MCNEMAR_ONLY_PRIMARY_RIGHT(
            "mcnemar.onlyPrimaryRight",
            LABELLED,
            Shown.REPORT,
            (name, figures) -> MetricValue.of(name, (double) figures.mcNemar().onlyPrimaryRight()),
            "labelled texts on which only the model, or only the shadow, is right",
            "what the p-value is computed from"),
    MCNEMAR_ONLY_SHADOW_RIGHT(
            "mcnemar.onlyShadowRight",
            LABELLED,
            Shown.REPORT,
            (name, figures) -> MetricValue.of(name, (double) figures.mcNemar().onlyShadowRight())),
    MCNEMAR_P_VALUE(
            "mcnemar.pValue",
            LABELLED,
            Shown.REPORT,
            (name, figures) -> figures.mcNemar().pValue().named(name),
            "whether one side is right more often, on texts that only one has right",
            "for a single look, not for an alert"),
    DETECTOR_PAGE_HINKLEY(
            "detector.pageHinkley",
            COMPARED,
            Shown.REPORT,
            (name, figures) -> MetricValue.of(name, (double) figures.count(Tally.PAGE_HINKLEY_CHANGES)),
            "changes of the share of disagreements found in this window",
            "0 is normal; [agreement-changed](alerts.md#agreement-changed)"),
    DETECTOR_ADWIN(
            "detector.adwin",
            COMPARED,
            Shown.REPORT,
            (name, figures) -> MetricValue.of(name, (double) figures.count(Tally.ADWIN_CHANGES))),
    LABELS_COVERAGE(
            "labels.coverage",
            RECORDS,
            Shown.GAUGE,
            (name, figures) ->
                    share(name, figures.count(Tally.LABELLED), figures.count(Tally.RECORDS), Reasons.NO_TEXTS),
            "share of labelled texts",
            "how far to trust numbers with labels"),
    LABELS_DELAY_P50(
            "labels.delayMillis.p50",
            LABELLED,
            Shown.REPORT,
            (name, figures) -> quantile(name, figures, Sketches::delays, 0.5, Reasons.NO_LABELS),
            "quantiles of the time from event to label, in milliseconds",
            "how long to wait until numbers with labels are complete"),
    LABELS_DELAY_P90(
            "labels.delayMillis.p90",
            LABELLED,
            Shown.REPORT,
            (name, figures) -> quantile(name, figures, Sketches::delays, 0.9, Reasons.NO_LABELS)),
    LABELS_DELAY_P99(
            "labels.delayMillis.p99",
            LABELLED,
            Shown.REPORT,
            (name, figures) -> quantile(name, figures, Sketches::delays, 0.99, Reasons.NO_LABELS)),
    DRIFT_CLASS_PSI(
            "drift.predictedClass.psi",
            RECORDS,
            Shown.GAUGE,
            (name, figures) ->
                    figures.drift().distance(name, figures.drift().predictedClass(), PopulationStability::of),
            "distance of the predicted classes to the reference",
            "thresholds from [calibrate](thresholds.md), not from habit"),
    DRIFT_CLASS_JS(
            "drift.predictedClass.js",
            RECORDS,
            Shown.REPORT,
            (name, figures) -> figures.drift().distance(name, figures.drift().predictedClass(), JensenShannon::of)),
    DRIFT_SCORE_PSI(
            "drift.score.psi",
            RECORDS,
            Shown.GAUGE,
            (name, figures) -> figures.drift().distance(name, figures.drift().score(), PopulationStability::of),
            "distance of the scores to the reference",
            "as above"),
    DRIFT_SCORE_JS(
            "drift.score.js",
            RECORDS,
            Shown.REPORT,
            (name, figures) -> figures.drift().distance(name, figures.drift().score(), JensenShannon::of)),
    DRIFT_SCORE_KS(
            "drift.score.ks",
            RECORDS,
            Shown.GAUGE,
            (name, figures) -> figures.drift().ofScores(name, KolmogorovSmirnov::statistic),
            "Kolmogorov–Smirnov distance of the scores, on sketches",
            "the p-value is for a single look"),
    DRIFT_SCORE_KS_P_VALUE(
            "drift.score.ksPValue",
            RECORDS,
            Shown.REPORT,
            (name, figures) -> figures.drift().ofScores(name, KolmogorovSmirnov::pValue)),
    DRIFT_TOKENS_PSI(
            "drift.tokens.psi",
            RECORDS,
            Shown.GAUGE,
            (name, figures) -> figures.drift().distance(name, figures.drift().tokens(), PopulationStability::of),
            "distance of the token counts to the reference",
            "thresholds from [calibrate](thresholds.md)"),
    DRIFT_TOKENS_JS(
            "drift.tokens.js",
            RECORDS,
            Shown.REPORT,
            (name, figures) -> figures.drift().distance(name, figures.drift().tokens(), JensenShannon::of)),
    DRIFT_UNKNOWN_TOKEN_RATE(
            "drift.unknownTokenRate",
            RECORDS,
            Shown.REPORT,
            (name, figures) -> figures.drift().difference(name, Tally.UNKNOWN_TOKENS, Tally.TOKENS),
            "difference to the reference's rate",
            "absolute: 0.02 is two tokens in a hundred"),
    DRIFT_TRUNCATION_RATE(
            "drift.truncationRate",
            RECORDS,
            Shown.REPORT,
            (name, figures) -> figures.drift().difference(name, Tally.TRUNCATED, Tally.RECORDS)),
    UNKNOWN_TOKEN_RATE(
            "unknownTokenRate",
            RECORDS,
            Shown.GAUGE,
            (name, figures) ->
                    share(name, figures.count(Tally.UNKNOWN_TOKENS), figures.count(Tally.TOKENS), Reasons.NO_TEXTS),
            "share of tokens that are not in the vocabulary",
            "a rise is another language, emoji or broken text"),
    TRUNCATION_RATE(
            "truncationRate",
            RECORDS,
            Shown.GAUGE,
            (name, figures) ->
                    share(name, figures.count(Tally.TRUNCATED), figures.count(Tally.RECORDS), Reasons.NO_TEXTS),
            "share of texts cut to the model's limit",
            "the end of these texts has no influence on their class"),
    SCORE_P05(
            "score.p05",
            RECORDS,
            Shown.REPORT,
            (name, figures) -> quantile(name, figures, Sketches::scores, 0.05, Reasons.NO_TEXTS),
            "quantiles of the probability of the predicted class",
            "a fall says that the model is less certain"),
    SCORE_P50(
            "score.p50",
            RECORDS,
            Shown.REPORT,
            (name, figures) -> quantile(name, figures, Sketches::scores, 0.5, Reasons.NO_TEXTS)),
    TOKENS_P50(
            "tokens.p50",
            RECORDS,
            Shown.REPORT,
            (name, figures) -> quantile(name, figures, Sketches::tokens, 0.5, Reasons.NO_TEXTS),
            "quantiles of the number of tokens of a text",
            "longer texts cost more time"),
    TOKENS_P95(
            "tokens.p95",
            RECORDS,
            Shown.REPORT,
            (name, figures) -> quantile(name, figures, Sketches::tokens, 0.95, Reasons.NO_TEXTS)),
    TOKENS_P99(
            "tokens.p99",
            RECORDS,
            Shown.REPORT,
            (name, figures) -> quantile(name, figures, Sketches::tokens, 0.99, Reasons.NO_TEXTS));

    /** The places in which a number is shown. */
    private enum Shown {
        GAUGE,
        REPORT
    }

    /** The reasons for which numbers are undefined. */
    private static final class Reasons {

        private static final String NOT_COMPARED = "nothing was compared";
        private static final String NO_CLASSES = "no texts that have a class";
        private static final String NO_TEXTS = "no texts in the window";
        private static final String NO_LABELS = "no labels in the window";
    }

    /** Computes a number and gives it its name. */
    @FunctionalInterface
    private interface Computation {
        MetricValue of(String name, WindowFigures figures);
    }

    private final String metric;
    private final TextCount basis;
    private final Shown shown;

    @SuppressWarnings("ImmutableEnumChecker") // It holds no state.
    private final Computation computation;

    private final String meaning;
    private final String reading;

    QualityMetric(
            String metric, TextCount basis, Shown shown, Computation computation, String meaning, String reading) {
        this.metric = metric;
        this.basis = basis;
        this.shown = shown;
        this.computation = computation;
        this.meaning = meaning;
        this.reading = reading;
    }

    QualityMetric(String metric, TextCount basis, Shown shown, Computation computation) {
        this(metric, basis, shown, computation, "", "");
    }

    /** The number of a name, if there is one. */
    public static Optional<QualityMetric> named(String metric) {
        return Arrays.stream(values()).filter(one -> one.metric.equals(metric)).findFirst();
    }

    /** Its name in reports and alert rules, such as {@code agreement.rate}. */
    public String metric() {
        return metric;
    }

    /** The count of texts that it is based on. */
    public TextCount basis() {
        return basis;
    }

    /** Whether it is a gauge. */
    public boolean gauge() {
        return shown == Shown.GAUGE;
    }

    /** The meaning, one line of Markdown; empty where the number before it says so for both. */
    public String meaning() {
        return meaning;
    }

    /** The interpretation, one line of Markdown; empty where the number before it says so for both. */
    public String reading() {
        return reading;
    }

    MetricValue of(WindowFigures figures) {
        return computation.of(metric, figures);
    }

    private static MetricValue share(String name, long part, long whole, String reason) {
        return whole == 0 ? MetricValue.undefined(name, reason) : MetricValue.of(name, (double) part / whole);
    }

    private static MetricValue value(String name, Optional<Double> value, String reason) {
        return value.map(number -> MetricValue.of(name, number)).orElseGet(() -> MetricValue.undefined(name, reason));
    }

    private static MetricValue sampled(String name, WindowFigures figures, Optional<Double> value) {
        return value(name, value, figures.sampledAgreement().whyUndefined());
    }

    private static MetricValue quantile(
            String name, WindowFigures figures, Function<Sketches, KllFloatsSketch> of, double rank, String reason) {
        KllFloatsSketch sketch = of.apply(figures.sketches());
        return sketch.isEmpty() ? MetricValue.undefined(name, reason) : MetricValue.of(name, sketch.getQuantile(rank));
    }
}
