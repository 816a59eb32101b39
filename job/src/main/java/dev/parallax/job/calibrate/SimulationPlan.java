package dev.parallax.job.calibrate;

import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.alert.AlertRule;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * The settings of a simulation.
 *
 * @param traffic the traffic without drift
 * @param layout size and slide of windows
 * @param days mean time between false alarms, days, 1 or more; also the length of a simulation
 * @param simulations number of simulations that propose thresholds, of those that choose among them, and of those that
 *     measure the chosen ones; 1 or more
 * @param referenceRecords mean number of texts of the reference; more than 0
 * @param seed seed of the random numbers
 * @param detectors the configured detectors
 * @param rules the configured rules
 * @param shift a drift whose detection is measured, if any
 * @param shiftRuns number of streams with the drift, 1 or more
 * @param observed existing reports on which the thresholds are tried
 */
public record SimulationPlan(
        Traffic traffic,
        WindowLayout layout,
        int days,
        int simulations,
        double referenceRecords,
        long seed,
        Detectors detectors,
        List<AlertRule> rules,
        Optional<TrafficShift> shift,
        int shiftRuns,
        List<QualityReport> observed) {

    /** Milliseconds of a day. */
    static final long DAY_MILLIS = 86_400_000;

    /** Checks the limits. */
    public SimulationPlan {
        require(days >= 1, "days", days);
        require(simulations >= 1, "simulations", simulations);
        require(referenceRecords > 0, "texts of the reference", referenceRecords);
        require(shiftRuns >= 1, "streams that drift", shiftRuns);
        Traffic drifting = traffic;
        shift.ifPresent(drift -> drift.requireOf(drifting));
        rules = List.copyOf(rules);
        observed = List.copyOf(observed);
    }

    private static void require(boolean right, String what, Object found) {
        if (!right) {
            throw new IllegalArgumentException("There must be 1 or more " + what + ", not " + found);
        }
    }

    /** Length of a simulation after the first window, milliseconds. */
    long millis() {
        return days * DAY_MILLIS;
    }

    /**
     * Runs a stream for the length of a simulation, with another reference on each day, because the false alarm rate
     * depends much on the sample that is the reference.
     *
     * @param window receives the day of each window, from 0
     */
    void forEachDay(SimulatedStream stream, IntConsumer window) {
        while (!stream.full()) {
            stream.next();
        }
        long first = stream.endMillis();
        for (int day = 0; day < days; day++) {
            stream.drawReference();
            while (stream.endMillis() < first + (day + 1) * DAY_MILLIS) {
                stream.next();
                window.accept(day);
            }
        }
    }
}
