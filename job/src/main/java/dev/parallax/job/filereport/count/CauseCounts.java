package dev.parallax.job.filereport.count;

import dev.parallax.shadow.Attribution;
import java.io.Serializable;

/** Counts of texts whose label differs because of one cause. For one thread. */
public final class CauseCounts implements Serializable {

    private long proven;
    private long alone;
    private long suspected;

    /** Counts a text whose attribution includes the cause. */
    void add(Attribution attribution) {
        if (!attribution.proven()) {
            suspected++;
            return;
        }
        proven++;
        if (attribution.causes().size() == 1) {
            alone++;
        }
    }

    /** Texts with this as a proven cause, alone or with others. */
    public long proven() {
        return proven;
    }

    /** Texts with this as the only proven cause. */
    public long alone() {
        return alone;
    }

    /** Texts with this as a suspected cause: one of the differences, none of which is proven. */
    public long suspected() {
        return suspected;
    }
}
