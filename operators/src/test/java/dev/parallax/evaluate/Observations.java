package dev.parallax.evaluate;

import dev.parallax.evaluate.Observation.Compared;
import dev.parallax.evaluate.Observation.Labelled;
import dev.parallax.evaluate.Observation.Predicted;
import dev.parallax.shadow.Comparison.Outcome;

/** Observations for tests, of a model with two classes. */
final class Observations {

    static final int CLASSES = 2;

    private Observations() {}

    static Observation predicted(long timestampMillis) {
        return predicted("id-" + timestampMillis, timestampMillis, true);
    }

    static Observation predicted(String id, long timestampMillis, boolean sampled) {
        return Observation.of(id, "", timestampMillis, new Predicted(1, 0.9f, 12, 1, false, sampled, null));
    }

    static Observation agreed(long timestampMillis) {
        return compared(timestampMillis, 1, Outcome.AGREED);
    }

    static Observation disagreed(long timestampMillis) {
        return compared(timestampMillis, 0, Outcome.DISAGREED);
    }

    static Observation shed(long timestampMillis) {
        return compared(timestampMillis, Observation.NO_INDEX, Outcome.SKIPPED);
    }

    private static Observation compared(long timestampMillis, int shadow, Outcome outcome) {
        return Observation.of(
                "id-" + timestampMillis, "", timestampMillis, new Compared(1, shadow, outcome, 0, false, 0));
    }

    static Observation labelled(long timestampMillis, int label, int weight) {
        return Observation.of("id-" + timestampMillis, "", timestampMillis, new Labelled(1, 0, label, 1000, weight));
    }
}
