package dev.parallax.job.optimize;

import dev.parallax.graph.GraphOptimizer.Applied;
import dev.parallax.infer.model.ModelId;
import dev.parallax.job.model.OptimizationCard;
import java.util.List;
import java.util.Locale;

/**
 * The rewriting of a model, and the comparison of the result with its source.
 *
 * @param card the card of the rewritten model
 * @param check the devices of the rewriting and of the comparison
 * @param rewritten the rewritings of this call that found something
 * @param limits the limits of the change
 * @param texts origin of the texts
 * @param calibrationTexts number of texts whose activations were measured; 0 for fp32
 * @param choice the products that stay in 32-bit floats, and what they were chosen on
 * @param labels differences of logits and labels
 * @param speed speed of both
 * @param source the source
 * @param optimized the rewritten model
 */
public record OptimizationReport(
        OptimizationCard card,
        DeviceCheck check,
        List<Applied> rewritten,
        Limits limits,
        String texts,
        int calibrationTexts,
        ProductChoice choice,
        LabelComparison labels,
        SpeedComparison speed,
        Model source,
        Model optimized) {

    /** Copies the list. */
    public OptimizationReport {
        rewritten = List.copyOf(rewritten);
    }

    /**
     * One of the two models.
     *
     * @param id name and fingerprint
     * @param bytes size of graph and weights
     * @param batchDependence largest difference of a logit alone and in a batch, as the gauge of that name
     */
    record Model(ModelId id, long bytes, double batchDependence) {}

    /** Whether the change is within the limits, so that the folder was written. */
    public boolean withinLimits() {
        return limits.hold(labels);
    }

    private String inFloats() {
        return choice.inFloats().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; %d of %d products were left in 32-bit floats, where half of them is the most",
                        choice.inFloats().size(),
                        choice.products());
    }

    /** One line that says whether labels are kept. */
    String verdict() {
        String flips =
                labels.flips().isEmpty() ? "no label changed" : labels.flips().size() + " labels changed";
        String found = String.format(
                Locale.ROOT,
                "%s on %,d texts, and logits differ by %.1e at most",
                labels.flips().size() == 1 ? "1 label changed" : flips,
                labels.texts(),
                labels.largestDifference());
        String allowed = String.format(
                Locale.ROOT,
                "expected %s %% of labels or more%s",
                Figures.plain(100 * limits.keptLabels()),
                limits.limitDifference()
                        ? " and a difference of " + Figures.plain(limits.difference()) + " or less"
                        : "");
        return withinLimits()
                ? "Labels are kept: " + found + " (" + allowed + ")."
                : "Out of limits, so the folder is not written: " + found + "; " + allowed + inFloats() + ".";
    }
}
