package dev.parallax.shadow;

import java.util.List;

/**
 * The causes of a disagreement between the shadow and the primary.
 *
 * @param causes in the order of {@link DivergenceCause}; if proven, repairing these and no others gives the primary's
 *     answer, else everything in which the text is read differently
 * @param proven whether the model's answer on the repaired reading is known and is the primary's label
 * @param variants number of readings of the text that the model was run on for it
 * @param minimal whether no smaller set of causes gives the primary's label: every smaller set of those that matter to
 *     the text was tried, and failed. Never true where nothing was proven
 */
public record Attribution(List<DivergenceCause> causes, boolean proven, int variants, boolean minimal) {

    /** Checks that what is minimal is proven. */
    public Attribution {
        if (minimal && !proven) {
            throw new IllegalArgumentException("An attribution that is minimal must be proven");
        }
    }
}
