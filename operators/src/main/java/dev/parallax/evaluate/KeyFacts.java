package dev.parallax.evaluate;

import dev.parallax.evaluate.window.Sliding;

/**
 * The state of a key that outlives its windows. A plain bean, because Flink keeps it as state. Times are epoch
 * milliseconds, {@link Sliding#NONE} where there is none.
 */
public final class KeyFacts {

    /** Comparisons since the job began. */
    public long compared;

    /** Those of them in which both sides agreed. */
    public long agreed;

    /** First millisecond of the window that is the reference. */
    public long referenceStart = Sliding.NONE;

    /** First millisecond after it. */
    public long referenceEnd = Sliding.NONE;

    /** Number of changes that the Page–Hinkley test found. */
    public long pageHinkleyChanges;

    /** Event time of the latest. */
    public long pageHinkleyChange = Sliding.NONE;

    /** Number of changes that ADWIN found. */
    public long adwinChanges;

    /** Event time of the latest. */
    public long adwinChange = Sliding.NONE;

    /** For Flink. */
    public KeyFacts() {}
}
