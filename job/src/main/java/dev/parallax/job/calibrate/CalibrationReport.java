package dev.parallax.job.calibrate;

import dev.parallax.evaluate.alert.AlertRule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The result of a calibration.
 *
 * @param plan settings of the simulation
 * @param found options of detectors with the accepted rate of false alarms
 * @param rows all rules: those with calibrated thresholds, then the configured ones that are simulated, then the others
 * @param delays detection delays of the simulated rules, in the order of their rows; empty if no drift was simulated
 */
public record CalibrationReport(
        SimulationPlan plan, Detectors found, List<RuleResult> rows, Optional<DetectionDelays> delays) {

    /**
     * The false alarms of one rule on traffic without drift.
     *
     * @param rule the rule
     * @param calibrated whether its threshold was calibrated rather than configured
     * @param falseAlarms mean number of alarms in {@link SimulationPlan#days()} days; empty if its metric is not
     *     simulated
     * @param onReports number of alarms on the given reports; empty if there are none
     */
    public record RuleResult(AlertRule rule, boolean calibrated, OptionalDouble falseAlarms, OptionalLong onReports) {}
}
