package dev.parallax.evaluate.observation;

import dev.parallax.evaluate.observation.Observation.Compared;
import dev.parallax.evaluate.observation.Observation.Labelled;
import dev.parallax.evaluate.observation.Observation.LabelledBoth;
import dev.parallax.evaluate.observation.Observation.Predicted;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.Comparison.Outcome;

/** Observations for tests, of a model with two classes. */
public final class Observations {

    public static final int CLASSES = 2;

    private Observations() {}

    public static Observation predicted(long timestampMillis) {
        return predicted("id-" + timestampMillis, timestampMillis, true);
    }

    public static Observation predicted(String id, long timestampMillis, boolean sampled) {
        return Observation.of(id, "", timestampMillis, new Predicted(1, 0.9f, 12, 1, false, sampled, null));
    }

    public static Observation agreed(long timestampMillis) {
        return compared(timestampMillis, 1, Outcome.AGREED);
    }

    public static Observation disagreed(long timestampMillis) {
        return compared(timestampMillis, 0, Outcome.DISAGREED);
    }

    public static Observation shed(long timestampMillis) {
        return compared(timestampMillis, Observation.NO_INDEX, Outcome.SKIPPED);
    }

    private static Observation compared(long timestampMillis, int shadow, Outcome outcome) {
        return Observation.of(
                "id-" + timestampMillis,
                "",
                Comparison.SPARK_NLP,
                timestampMillis,
                new Compared(1, shadow, outcome, 0, false, 0));
    }

    public static Observation labelled(long timestampMillis, int label, int weight) {
        return Observation.of("id-" + timestampMillis, "", timestampMillis, new Labelled(1, label, 1000, weight));
    }

    public static Observation labelledBoth(long timestampMillis, int label, int weight) {
        return Observation.of(
                "id-" + timestampMillis,
                "",
                Comparison.SPARK_NLP,
                timestampMillis,
                new LabelledBoth(1, 0, label, weight));
    }

    /** The same for another shadow, if it is for one. */
    public static Observation of(String shadow, Observation observation) {
        return new Observation(
                observation.id(),
                observation.segment(),
                observation.isForEachShadow() ? observation.shadow() : shadow,
                observation.timestampMillis(),
                observation.predicted(),
                observation.compared(),
                observation.labelled(),
                observation.labelledBoth());
    }
}
