package dev.parallax.job.report.count;

import dev.parallax.shadow.Attribution;
import java.io.Serializable;

/** How many texts lose their label by a cause. For one thread. */
public final class CauseCounts implements Serializable {

    private long proven;
    private long alone;
    private long suspected;

    /** Counts a text of whose attribution the cause is a part. */
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

    /** Texts of which it is a proven cause, alone or with others. */
    public long proven() {
        return proven;
    }

    /** Texts of which it is the one proven cause. */
    public long alone() {
        return alone;
    }

    /** Texts with other causes unproven, in which it is one of the differences. */
    public long suspected() {
        return suspected;
    }
}
