package dev.parallax.job.tune;

import java.util.Comparator;
import java.util.List;

/**
 * The setting that served the goal best when it was checked.
 *
 * @param chosen the setting
 * @param kept whether its measured latency is within the goal's bound
 */
record Verdict(Checked chosen, boolean kept) {

    /** A gain over the configured setting below which the configured one stays: measurements differ by as much. */
    private static final double GAIN = 0.02;

    /**
     * Chooses among the checked settings by what was measured.
     *
     * @param checked one or more
     */
    static Verdict of(List<Checked> checked, Goal goal) {
        List<Checked> allowed = checked.stream()
                .filter(each -> !goal.arriving() || goal.allows(each.measured().p99Millis()))
                .toList();
        if (allowed.isEmpty()) {
            Comparator<Checked> latency =
                    Comparator.comparingDouble(each -> each.measured().p99Millis());
            return new Verdict(checked.stream().min(latency).orElseThrow(), false);
        }
        Checked best = allowed.stream()
                .max(Comparator.comparingDouble(each -> value(each, goal)))
                .orElseThrow();
        Checked chosen = allowed.stream()
                .filter(each -> each.role().configured() && value(each, goal) * (1 + GAIN) >= value(best, goal))
                .findFirst()
                .orElse(best);
        return new Verdict(chosen, true);
    }

    /** The figure to maximise: a measured one, but with a bound of the latency the simulated throughput. */
    private static double value(Checked checked, Goal goal) {
        if (!goal.arriving()) {
            return checked.measured().perSecond();
        }
        return goal.p99Millis().isPresent()
                ? checked.rated().value()
                : 1 / checked.measured().p99Millis();
    }
}
