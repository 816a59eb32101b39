package dev.parallax.job.calibrate;

import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.alert.Alert;
import dev.parallax.evaluate.alert.Alert.Severity;
import dev.parallax.evaluate.alert.AlertEvaluation;
import dev.parallax.evaluate.alert.AlertRule;
import dev.parallax.evaluate.alert.AlertRule.Comparison;
import dev.parallax.evaluate.alert.AlertState;
import dev.parallax.job.calibrate.CalibrationReport.RuleResult;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.datasketches.kll.KllFloatsSketch;

/**
 * Finds thresholds with at most one false alarm in a given number of days on traffic without drift, and measures the
 * false alarm rates of these thresholds and of the configured rules on independent traffic.
 */
public final class Calibration {

    /**
     * Error of the Kolmogorov–Smirnov statistic by two KLL sketches with k = 200, as reports use them, in 99 of 100
     * windows; the simulation has exact ranks.
     */
    static final double SKETCH_ERROR = Math.sqrt(2) * KllFloatsSketch.getNormalizedRankError(200, false);

    /** Minimum share of the usual number of texts in a window for which a threshold is valid. */
    private static final double ENOUGH = 0.8;

    /** Threshold of detectors if the simulation had no data to find one. */
    private static final double LEAST_LAMBDA = 1;

    private static final double LARGEST_DELTA = 0.5;

    private static final int DIGITS = 3;
    private static final int CALIBRATED = 0;
    private static final int CONFIGURED = 1;

    private final SimulationPlan plan;
    private final Consumer<String> progress;

    /**
     * @param plan the simulation's settings
     * @param progress receives a line for each step
     */
    public Calibration(SimulationPlan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** Runs all simulations. */
    public CalibrationReport run() {
        Repetitions repetitions = new Repetitions(plan.seed());
        progress.accept(plan.simulations() + " simulations of " + plan.days() + " days that propose thresholds");
        List<Extremes> extremes = repetitions.run(plan.simulations(), random -> Extremes.of(plan, random));
        Detectors found = plan.detectors()
                .with(
                        Math.max(LEAST_LAMBDA, rounded(Extremes.lambda(extremes), RoundingMode.CEILING)),
                        Math.min(LARGEST_DELTA, rounded(Math.exp(-Extremes.logDelta(extremes)), RoundingMode.FLOOR)));
        progress.accept("as many others that choose among them");
        List<SimulatedRule> watches = new ArrayList<>(chosen(extremes, repetitions));
        watches.add(new SimulatedRule(detector(SimulatedRule.PAGE_HINKLEY), CALIBRATED));
        watches.add(new SimulatedRule(detector(SimulatedRule.ADWIN), CALIBRATED));
        plan.rules().stream()
                .filter(SimulatedRule::simulated)
                .forEach(rule -> watches.add(new SimulatedRule(rule, CONFIGURED)));
        progress.accept("as many others that measure what the chosen ones do");
        List<Detectors> detectors = List.of(found, plan.detectors());
        long[] fired = FalseAlarms.count(plan, watches, detectors, repetitions);
        List<RuleResult> rows = new ArrayList<>();
        for (int i = 0; i < watches.size(); i++) {
            rows.add(row(watches.get(i), OptionalDouble.of((double) fired[i] / plan.simulations())));
        }
        plan.rules().stream()
                .filter(rule -> !SimulatedRule.simulated(rule))
                .forEach(rule -> rows.add(row(new SimulatedRule(rule, CONFIGURED), OptionalDouble.empty())));
        Optional<DetectionDelays> delays = plan.shift().map(shift -> {
            progress.accept(plan.shiftRuns() + " streams that drift");
            return DetectionDelays.measure(plan, detectors, watches, repetitions);
        });
        return new CalibrationReport(plan, found, rows, delays);
    }

    /** For each metric the first proposal that fires rarely enough, or the strictest one. */
    private List<SimulatedRule> chosen(List<Extremes> extremes, Repetitions repetitions) {
        List<List<SimulatedRule>> proposals = new ArrayList<>();
        for (SimulatedMetric metric : SimulatedMetric.values()) {
            double mean = Extremes.mean(extremes, metric);
            if (!Double.isNaN(mean)) {
                proposals.add(Extremes.strictness(extremes)
                        .mapToObj(days -> rule(metric, Extremes.threshold(extremes, metric, days), mean))
                        .map(rule -> new SimulatedRule(rule, CALIBRATED))
                        .toList());
            }
        }
        long[] fired =
                FalseAlarms.count(plan, proposals.stream().flatMap(List::stream).toList(), List.of(), repetitions);
        List<SimulatedRule> chosen = new ArrayList<>();
        int first = 0;
        for (List<SimulatedRule> some : proposals) {
            int place = 0;
            while (place < some.size() - 1 && fired[first + place] > Extremes.seldom(extremes)) {
                place++;
            }
            chosen.add(some.get(place));
            first += some.size();
        }
        return chosen;
    }

    /** A rule with a threshold that resolves half way back to the mean, so that one excursion is one alarm. */
    private AlertRule rule(SimulatedMetric metric, double threshold, double mean) {
        boolean above = metric.comparison() == Comparison.ABOVE;
        RoundingMode outwards = above ? RoundingMode.CEILING : RoundingMode.FLOOR;
        double moved = metric == SimulatedMetric.SCORE_KS ? threshold + SKETCH_ERROR : threshold;
        double fires = rounded(moved, outwards);
        double share = metric.metric().startsWith("drift.") ? 1 : plan.traffic().comparedShare();
        double texts = plan.traffic().recordsPerSecond() * plan.layout().sizeSeconds() * share;
        return new AlertRule(
                metric.metric().replace('.', '-'),
                metric.metric(),
                metric.comparison(),
                fires,
                rounded((fires + mean) / 2, outwards),
                0,
                (long) (ENOUGH * texts),
                Severity.WARNING,
                "");
    }

    private static AlertRule detector(String metric) {
        return new AlertRule(metric.replace('.', '-'), metric, Comparison.ABOVE, 0, 0, 0, 0, Severity.WARNING, "");
    }

    private static double rounded(double value, RoundingMode mode) {
        return Double.isFinite(value)
                ? new BigDecimal(value).round(new MathContext(DIGITS, mode)).doubleValue()
                : value;
    }

    private RuleResult row(SimulatedRule watch, OptionalDouble falseAlarms) {
        return new RuleResult(
                watch.rule(),
                watch.detectors() == CALIBRATED,
                falseAlarms,
                plan.observed().isEmpty() ? OptionalLong.empty() : OptionalLong.of(onReports(watch.rule())));
    }

    private long onReports(AlertRule rule) {
        long fired = 0;
        AlertState state = AlertState.initial(rule);
        for (QualityReport report : plan.observed()) {
            AlertEvaluation evaluation = AlertEvaluation.of(state, report);
            state = evaluation.state();
            fired += evaluation
                    .alert()
                    .filter(alert -> alert.state() == Alert.State.FIRED)
                    .map(alert -> 1)
                    .orElse(0);
        }
        return fired;
    }
}
