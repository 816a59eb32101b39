package dev.parallax.shadow;

import java.util.List;

/**
 * Why the shadow did not answer as the primary did.
 *
 * @param causes in the order of {@link DivergenceCause}; if proven, mending these and no others gives back the
 *     primary's answer, else everything in which the text is read differently
 * @param proven whether the model was really run on the mended reading and gave the primary's label
 * @param variants readings of the text that the model was run on for it
 * @param minimal whether no smaller set of causes gives back the primary's label: every smaller set of those that
 *     matter to the text was tried, and failed. Never true where nothing was proven
 */
public record Attribution(List<DivergenceCause> causes, boolean proven, int variants, boolean minimal) {

    /** Checks that what is minimal is proven. */
    public Attribution {
        if (minimal && !proven) {
            throw new IllegalArgumentException("An attribution that is minimal must be proven");
        }
    }
}
