package dev.parallax.job.tune;

import dev.parallax.job.bench.DistributionSummary;
import dev.parallax.job.tune.fit.FittedTimes;
import java.util.List;

/**
 * The results of a tuning.
 *
 * @param conditions the conditions of the measurement
 * @param goal what a setting was chosen for
 * @param times fitted times of runs
 * @param simulated number of settings that were simulated
 * @param checked settings that were checked with the real batcher and model
 * @param verdict the setting to use
 */
public record TuningReport(
        Conditions conditions, Goal goal, FittedTimes times, int simulated, List<Checked> checked, Verdict verdict) {

    /**
     * The conditions of a tuning.
     *
     * @param machine operating system, processors, Java
     * @param model name and fingerprint
     * @param provider execution provider of ONNX Runtime
     * @param cpu whether that is the CPU
     * @param texts origin of the texts
     * @param tokens token ids of a text
     * @param maxPadding largest share of padding
     * @param capacity most texts in the batcher and the model at once
     */
    record Conditions(
            String machine,
            String model,
            String provider,
            boolean cpu,
            String texts,
            DistributionSummary tokens,
            double maxPadding,
            int capacity) {}

    /** Copies the list. */
    public TuningReport {
        checked = List.copyOf(checked);
    }
}
