package dev.parallax.job.calibrate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Delays from a simulated drift until rules fire, and those of two baselines: one that fires at random with the
 * accepted rate of false alarms, and one that fires on every window.
 *
 * @param rules delays of the rules, in their order
 * @param random delays of the random baseline
 * @param always delays of the baseline that fires on every window
 */
public record DetectionDelays(List<Delays> rules, Delays random, Delays always) {

    /** Duration of traffic before the drift, from which detectors learn. */
    private static final long LEARNING_MILLIS = 6 * 3_600_000L;

    /** Delay after which a drift counts as missed. */
    static final long MISSED_MILLIS = SimulationPlan.DAY_MILLIS;

    /**
     * The delays of one rule.
     *
     * @param millis delays from the beginning of the drift to the end of the window that fired, ascending; infinite if
     *     no window fired within a day, {@code [streams]}
     */
    public record Delays(List<Double> millis) {

        private static Delays of(Stream<Double> millis) {
            return new Delays(millis.sorted().toList());
        }

        /** The quantile of the delays; infinite if the drift was not detected in that share of the streams. */
        public double quantile(double share) {
            return millis.get((int) Math.min(millis.size() - 1L, (long) Math.ceil(share * millis.size()) - 1));
        }

        /** Share of the streams in which the drift was not detected within a day. */
        public double missed() {
            return millis.stream().filter(delay -> delay.isInfinite()).count() / (double) millis.size();
        }
    }

    /** Simulates streams with a drift and measures the delays. */
    static DetectionDelays measure(
            SimulationPlan plan, List<Detectors> detectors, List<SimulatedRule> watches, Repetitions repetitions) {
        List<double[]> streams = repetitions.run(plan.shiftRuns(), random -> delays(plan, detectors, watches, random));
        List<Delays> all = new ArrayList<>();
        for (int i = 0; i < watches.size() + 2; i++) {
            int place = i;
            all.add(Delays.of(streams.stream().map(delays -> delays[place])));
        }
        return new DetectionDelays(
                List.copyOf(all.subList(0, watches.size())), all.get(watches.size()), all.get(watches.size() + 1));
    }

    private static double[] delays(
            SimulationPlan plan, List<Detectors> detectors, List<SimulatedRule> watches, SplittableRandom random) {
        SimulatedStream stream =
                new SimulatedStream(plan.traffic(), plan.layout(), plan.referenceRecords(), random, detectors);
        long onset = Math.max(LEARNING_MILLIS, plan.layout().sizeMillis());
        while (stream.endMillis() < onset) {
            stream.next();
        }
        plan.shift().ifPresent(shift -> stream.expect(shift.of(plan.traffic())));
        long begun = stream.endMillis();
        List<RuleCounter> counters =
                watches.stream().map(watch -> new RuleCounter(watch.rule())).toList();
        double chance = (double) plan.layout().slideMillis() / plan.millis();
        double[] delays = new double[watches.size() + 2];
        Arrays.fill(delays, Double.POSITIVE_INFINITY);
        int open = delays.length;
        while (open > 0 && stream.endMillis() - begun < MISSED_MILLIS) {
            stream.next();
            for (int i = 0; i < delays.length; i++) {
                boolean fires;
                if (i < watches.size()) {
                    fires = watches.get(i).evaluate(stream, counters.get(i));
                } else {
                    fires = i > watches.size() || random.nextDouble() < chance;
                }
                if (fires && Double.isInfinite(delays[i])) {
                    delays[i] = stream.endMillis() - begun;
                    open--;
                }
            }
        }
        return delays;
    }
}
