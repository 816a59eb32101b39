package dev.parallax.job.calibrate;

import dev.parallax.evaluate.alert.AlertRule.Comparison;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** A number of a window that is simulated. */
enum SimulatedMetric {
    /** Share of compared texts on which both sides agree. */
    AGREEMENT("agreement.rate", Comparison.BELOW),
    /** Upper end of that share's interval, of all sampled texts: as nothing is left out here, it is Wilson's. */
    AGREEMENT_HIGH("agreement.poststratified.high", Comparison.BELOW),
    /** Stability of the predicted classes. */
    CLASS_PSI("drift.predictedClass.psi", Comparison.ABOVE),
    /** Distance of the predicted classes. */
    CLASS_JS("drift.predictedClass.js", Comparison.ABOVE),
    /** Stability of the scores. */
    SCORE_PSI("drift.score.psi", Comparison.ABOVE),
    /** Distance of the scores. */
    SCORE_JS("drift.score.js", Comparison.ABOVE),
    /** Kolmogorov–Smirnov statistic of the scores. */
    SCORE_KS("drift.score.ks", Comparison.ABOVE),
    /** Stability of the token counts. */
    TOKENS_PSI("drift.tokens.psi", Comparison.ABOVE),
    /** Distance of the token counts. */
    TOKENS_JS("drift.tokens.js", Comparison.ABOVE);

    private static final Map<String, SimulatedMetric> SAME = Map.of("agreement.wilson.high", AGREEMENT_HIGH);

    private final String metric;
    private final Comparison comparison;

    SimulatedMetric(String metric, Comparison comparison) {
        this.metric = metric;
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
