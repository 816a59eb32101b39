package dev.parallax.evaluate.observation;

import java.util.HashMap;
import java.util.Map;

/** Numbers of a model's classes by their names. Immutable. */
final class ObservedClasses {

    private final Map<String, Integer> indexes = new HashMap<>();

    /** @param labels names of the classes in the order of the logits, {@code [classes]} */
    ObservedClasses(String[] labels) {
        for (int i = 0; i < labels.length; i++) {
            indexes.put(labels[i], i);
        }
    }

    /** The number of a class; {@link Observation#NO_INDEX} where the model has none of the name. */
    int index(String label) {
        return indexes.getOrDefault(label, Observation.NO_INDEX);
    }

    /** The number of classes, which is also the index of "no class". */
    int count() {
        return indexes.size();
    }
}
