package dev.parallax.job.calibrate;

import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.alert.AlertRule;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * What is simulated.
 *
 * @param traffic what comes
 * @param layout how windows lie
 * @param days mean time between false alarms, days, 1 or more; a simulation is as long
 * @param simulations how many simulations propose thresholds, how many others choose among them, and how many again
 *     measure the chosen ones; 1 or more
 * @param referenceRecords texts of the reference, in the mean; more than 0
 * @param seed decides all that is left to chance
 * @param detectors detectors as they are configured
 * @param rules rules as they are configured
 * @param shift a drift whose detection is measured, if any
 * @param shiftRuns how many streams drift, 1 or more
 * @param observed reports that there were, to see what the thresholds would have done
 */
public record Plan(
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
    public Plan {
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

    /** Milliseconds of a simulation, behind the first window. */
    long millis() {
        return days * DAY_MILLIS;
    }

    /**
     * Runs a stream as long as a simulation is, with another reference on each day: what a threshold does depends much
     * on how well the reference was hit, and so all of them count.
     *
     * @param window takes the day of each window, from 0
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
