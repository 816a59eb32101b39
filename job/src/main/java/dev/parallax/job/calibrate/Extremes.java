package dev.parallax.job.calibrate;

import dev.parallax.evaluate.alert.AlertRule.Comparison;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The worst value of each metric on each day of a simulation without drift. A threshold exceeded on half as many days
 * as there are simulations has a mean of one alarm in two simulations. The factor of two is a margin, because
 * simulations other than those that determined the threshold exceed it more often.
 */
final class Extremes {

    private final Map<SimulatedMetric, DailyExtremes> metrics = new EnumMap<>(SimulatedMetric.class);
    private final DailyExtremes sums;
    private final DailyExtremes evidence;

    /** The largest value of each day, and the mean of all. */
    private static final class DailyExtremes {

        private final double[] largest;
        private double total;
        private long count;

        DailyExtremes(int days) {
            largest = new double[days];
            Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        }

        void add(int day, double value) {
            if (!Double.isNaN(value)) {
                largest[day] = Math.max(largest[day], value);
                total += value;
                count++;
            }
        }
    }

    private Extremes(int days) {
        for (SimulatedMetric metric : SimulatedMetric.values()) {
            metrics.put(metric, new DailyExtremes(days));
        }
        sums = new DailyExtremes(days);
        evidence = new DailyExtremes(days);
    }

    /** Runs one simulation. */
    static Extremes of(SimulationPlan plan, SplittableRandom random) {
        Extremes extremes = new Extremes(plan.days());
        SimulatedStream stream = new SimulatedStream(
                plan.traffic(),
                plan.layout(),
                plan.referenceRecords(),
                random,
                List.of(plan.detectors().never()));
        plan.forEachDay(stream, day -> extremes.add(stream, day));
        return extremes;
    }

    private void add(SimulatedStream stream, int day) {
        metrics.forEach((metric, days) -> days.add(day, badness(metric, stream.value(metric))));
        sums.add(day, stream.detectors(0).largestSum());
        evidence.add(day, stream.detectors(0).largestEvidence());
    }

    /** A value's badness: larger is worse. */
    private static double badness(SimulatedMetric metric, double value) {
        return metric.comparison() == Comparison.ABOVE ? value : -value;
    }

    /**
     * The threshold of a metric; infinite on the metric's good side if it was never defined.
     *
     * @param days total number of days that exceed it
     */
    static double threshold(List<Extremes> simulations, SimulatedMetric metric, int days) {
        return badness(metric, exceeded(simulations, simulation -> simulation.of(metric), days));
    }

    /** The mean of a metric; NaN if it was never defined. */
    static double mean(List<Extremes> simulations, SimulatedMetric metric) {
        double total = 0;
        long count = 0;
        for (Extremes simulation : simulations) {
            total += simulation.of(metric).total;
            count += simulation.of(metric).count;
        }
        return count == 0 ? Double.NaN : badness(metric, total / count);
    }

    private DailyExtremes of(SimulatedMetric metric) {
        DailyExtremes days = metrics.get(metric);
        if (days == null) {
            throw new IllegalStateException("No days of " + metric);
        }
        return days;
    }

    /** The Page–Hinkley test's λ. */
    static double lambda(List<Extremes> simulations) {
        return exceeded(simulations, simulation -> simulation.sums, seldom(simulations));
    }

    /** ADWIN's {@code -ln δ}. */
    static double logDelta(List<Extremes> simulations) {
        return exceeded(simulations, simulation -> simulation.evidence, seldom(simulations));
    }

    /** Numbers of days from half the number of simulations down to 0. */
    static IntStream strictness(List<Extremes> simulations) {
        return IntStream.concat(
                IntStream.iterate(seldom(simulations), days -> days > 0, days -> days / 2), IntStream.of(0));
    }

    /** Half the number of simulations. */
    static int seldom(List<Extremes> simulations) {
        return simulations.size() / 2;
    }

    private static double exceeded(List<Extremes> simulations, Function<Extremes, DailyExtremes> what, int days) {
        double[] all = simulations.stream()
                .map(what)
                .flatMapToDouble(some -> Arrays.stream(some.largest))
                .sorted()
                .toArray();
        return all[Math.max(0, all.length - 1 - days)];
    }
}
