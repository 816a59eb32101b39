package dev.parallax.job.calibrate;

import dev.parallax.evaluate.QualityMetric;
import dev.parallax.evaluate.alert.AlertRule.Comparison;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** A metric that the simulation computes. */
enum SimulatedMetric {
    /** Share of compared texts on which both sides agree. */
    AGREEMENT(QualityMetric.AGREEMENT_RATE, Comparison.BELOW),
    /**
     * Upper end of that share's interval, of all sampled texts: Wilson's interval, because no text is left out here.
     */
    AGREEMENT_HIGH(QualityMetric.AGREEMENT_POSTSTRATIFIED_HIGH, Comparison.BELOW),
    /** Population stability index of the predicted classes. */
    CLASS_PSI(QualityMetric.DRIFT_CLASS_PSI, Comparison.ABOVE),
    /** Jensen–Shannon distance of the predicted classes. */
    CLASS_JS(QualityMetric.DRIFT_CLASS_JS, Comparison.ABOVE),
    /** Population stability index of the scores. */
    SCORE_PSI(QualityMetric.DRIFT_SCORE_PSI, Comparison.ABOVE),
    /** Jensen–Shannon distance of the scores. */
    SCORE_JS(QualityMetric.DRIFT_SCORE_JS, Comparison.ABOVE),
    /** Kolmogorov–Smirnov statistic of the scores. */
    SCORE_KS(QualityMetric.DRIFT_SCORE_KS, Comparison.ABOVE),
    /** Population stability index of the token counts. */
    TOKENS_PSI(QualityMetric.DRIFT_TOKENS_PSI, Comparison.ABOVE),
    /** Jensen–Shannon distance of the token counts. */
    TOKENS_JS(QualityMetric.DRIFT_TOKENS_JS, Comparison.ABOVE);

    private static final Map<String, SimulatedMetric> SAME =
            Map.of(QualityMetric.AGREEMENT_WILSON_HIGH.metric(), AGREEMENT_HIGH);

    private final String metric;
    private final Comparison comparison;

    SimulatedMetric(QualityMetric metric, Comparison comparison) {
        this.metric = metric.metric();
        this.comparison = comparison;
    }

    /** Its name in reports. */
    String metric() {
        return metric;
    }

    /** The side of a threshold on which the metric is bad. */
    Comparison comparison() {
        return comparison;
    }

    /** Returns the metric of a name, if it is simulated. */
    static Optional<SimulatedMetric> named(String metric) {
        return Arrays.stream(values())
                .filter(simulated -> simulated.metric.equals(metric))
                .findFirst()
                .or(() -> Optional.ofNullable(SAME.get(metric)));
    }
}
