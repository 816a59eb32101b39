package dev.parallax.job.calibrate;

import dev.parallax.evaluate.alert.AlertRule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What was found.
 *
 * @param plan what was simulated
 * @param found detectors' options that give a false alarm in so many days
 * @param rows every rule: those with thresholds that were found, then the configured ones that are simulated, then the
 *     others
 * @param delays delays of the rules that are simulated, in the order of their rows; empty where nothing drifted
 */
public record CalibrationReport(Plan plan, Detectors found, List<Row> rows, Optional<DetectionDelays> delays) {

    /**
     * What a rule does on traffic that does not drift.
     *
     * @param rule the rule
     * @param calibrated whether its threshold was found here, rather than configured
     * @param falseAlarms how often it fires in so many days; empty where its number is not simulated
     * @param onReports how often it would have fired on the reports given; empty where there are none
     */
    public record Row(AlertRule rule, boolean calibrated, OptionalDouble falseAlarms, OptionalLong onReports) {}
}
