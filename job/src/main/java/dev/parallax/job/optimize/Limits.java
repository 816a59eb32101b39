package dev.parallax.job.optimize;

/**
 * The limits of the change that a rewriting may make. A rewritten model out of them is not written.
 *
 * @param difference largest absolute difference of a logit; {@link #ANY_DIFFERENCE} for none
 * @param keptLabels smallest share of texts with the label of the source, 0 to 1
 */
public record Limits(double difference, double keptLabels) {

    /** The limit of the difference of logits where there is none. */
    public static final double ANY_DIFFERENCE = Double.POSITIVE_INFINITY;

    /** Whether logits may differ by a limited amount only. */
    boolean limitDifference() {
        return difference != ANY_DIFFERENCE;
    }

    /** Whether a comparison keeps within these limits. */
    boolean hold(LabelComparison comparison) {
        return comparison.largestDifference() <= difference && comparison.kept() >= keptLabels * comparison.texts();
    }
}
