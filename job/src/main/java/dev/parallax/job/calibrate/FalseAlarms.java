package dev.parallax.job.calibrate;

import java.util.List;
import java.util.stream.IntStream;

/** Counts false alarms of rules on simulated traffic without drift. */
final class FalseAlarms {

    private FalseAlarms() {}

    /**
     * Total number of alarms of each rule over all simulations.
     *
     * @param watches the rules
     * @param detectors the detectors that they watch
     * @param repetitions runs the simulations; each call has new ones
     * @return {@code [rules]}
     */
    static long[] count(
            SimulationPlan plan, List<SimulatedRule> watches, List<Detectors> detectors, Repetitions repetitions) {
        List<List<RuleCounter>> counted = repetitions.run(plan.simulations(), random -> {
            SimulatedStream stream =
                    new SimulatedStream(plan.traffic(), plan.layout(), plan.referenceRecords(), random, detectors);
            List<RuleCounter> counters =
                    watches.stream().map(watch -> new RuleCounter(watch.rule())).toList();
            plan.forEachDay(stream, day -> {
                for (int i = 0; i < watches.size(); i++) {
                    watches.get(i).evaluate(stream, counters.get(i));
                }
            });
            return counters;
        });
        return IntStream.range(0, watches.size())
                .mapToLong(place -> counted.stream()
                        .mapToLong(counters -> counters.get(place).fired())
                        .sum())
                .toArray();
    }
}
