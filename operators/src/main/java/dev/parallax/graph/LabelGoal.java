package dev.parallax.graph;

import dev.parallax.encode.Encoding;
import java.util.List;

/**
 * A share of texts that are to keep their label when products become those of 8-bit integers.
 *
 * @param share smallest share of texts with the same label as before, 0 to 1; nothing is measured for 0
 * @param texts texts that it is measured on, apart from those whose activations are measured
 * @param progress receives the stages of the measurement
 */
public record LabelGoal(double share, List<Encoding> texts, Progress progress) {

    /** No goal: all products that can be become those of 8-bit integers. */
    public static final LabelGoal NONE = new LabelGoal(0, List.of(), (stage, done, total) -> {});

    /** Copies the list. */
    public LabelGoal {
        texts = List.copyOf(texts);
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("expected a share from 0 to 1, found " + share);
        }
    }

    /** A listener for the progress of the measurement, called on its thread. */
    @FunctionalInterface
    public interface Progress {

        /** Called when {@code done} of {@code total} units of a stage are done. */
        void advanced(String stage, int done, int total);
    }

    /** Whether there is anything to measure. */
    boolean isSet() {
        return share > 0 && !texts.isEmpty();
    }

    /** Most texts that may have another label. */
    int allowed() {
        return (int) Math.floor(texts.size() * (1 - share) + 1e-6);
    }
}
