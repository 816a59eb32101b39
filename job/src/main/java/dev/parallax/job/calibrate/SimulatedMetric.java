package dev.parallax.job.calibrate;

import dev.parallax.evaluate.alert.AlertRule.Comparison;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** A metric that the simulation computes. */
enum SimulatedMetric {
    /** Share of compared texts on which both sides agree. */
    AGREEMENT("agreement.rate", Comparison.BELOW),
    /**
     * Upper end of that share's interval, of all sampled texts: Wilson's interval, because no text is left out here.
     */
    AGREEMENT_HIGH("agreement.poststratified.high", Comparison.BELOW),
    /** Population stability index of the predicted classes. */
    CLASS_PSI("drift.predictedClass.psi", Comparison.ABOVE),
    /** Jensen–Shannon distance of the predicted classes. */
    CLASS_JS("drift.predictedClass.js", Comparison.ABOVE),
    /** Population stability index of the scores. */
    SCORE_PSI("drift.score.psi", Comparison.ABOVE),
    /** Jensen–Shannon distance of the scores. */
    SCORE_JS("drift.score.js", Comparison.ABOVE),
    /** Kolmogorov–Smirnov statistic of the scores. */
    SCORE_KS("drift.score.ks", Comparison.ABOVE),
    /** Population stability index of the token counts. */
    TOKENS_PSI("drift.tokens.psi", Comparison.ABOVE),
    /** Jensen–Shannon distance of the token counts. */
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
