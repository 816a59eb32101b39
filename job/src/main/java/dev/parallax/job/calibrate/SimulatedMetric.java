package dev.parallax.job.calibrate;

import dev.parallax.evaluate.QualityMetric;
import dev.parallax.evaluate.alert.AlertRule.Comparison;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** A number of a window that is simulated. */
enum SimulatedMetric {
    /** Share of compared texts on which both sides agree. */
    AGREEMENT(QualityMetric.AGREEMENT_RATE, Comparison.BELOW),
    /** Upper end of that share's interval, of all sampled texts: as nothing is left out here, it is Wilson's. */
    AGREEMENT_HIGH(QualityMetric.AGREEMENT_POSTSTRATIFIED_HIGH, Comparison.BELOW),
    /** Stability of the predicted classes. */
    CLASS_PSI(QualityMetric.DRIFT_CLASS_PSI, Comparison.ABOVE),
    /** Distance of the predicted classes. */
    CLASS_JS(QualityMetric.DRIFT_CLASS_JS, Comparison.ABOVE),
    /** Stability of the scores. */
    SCORE_PSI(QualityMetric.DRIFT_SCORE_PSI, Comparison.ABOVE),
    /** Distance of the scores. */
    SCORE_JS(QualityMetric.DRIFT_SCORE_JS, Comparison.ABOVE),
    /** Kolmogorov–Smirnov statistic of the scores. */
    SCORE_KS(QualityMetric.DRIFT_SCORE_KS, Comparison.ABOVE),
    /** Stability of the token counts. */
    TOKENS_PSI(QualityMetric.DRIFT_TOKENS_PSI, Comparison.ABOVE),
    /** Distance of the token counts. */
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

    /** On which side it is bad. */
    Comparison comparison() {
        return comparison;
    }

    /** The metric of a name, if it is simulated. */
    static Optional<SimulatedMetric> named(String metric) {
        return Arrays.stream(values())
                .filter(simulated -> simulated.metric.equals(metric))
                .findFirst()
                .or(() -> Optional.ofNullable(SAME.get(metric)));
    }
}
