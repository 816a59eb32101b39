package dev.parallax.evaluate.window;

import dev.parallax.evaluate.observation.Observation;
import java.util.Arrays;
import org.apache.datasketches.kll.KllFloatsSketch;
import org.apache.datasketches.memory.Memory;
import org.jspecify.annotations.Nullable;

/**
 * Quantiles of what texts of a stretch of time had: the primary's scores, token counts, delays of labels. KLL sketches
 * of Apache DataSketches with k = 200, so that a quantile's rank is off by 1.65 % at most, in 99 of 100 cases, in about
 * 2 KB each however many the texts. They merge, but cannot be subtracted. Mutable, for one thread.
 */
public final class Sketches {

    private final KllFloatsSketch scores;
    private final KllFloatsSketch tokens;
    private final KllFloatsSketch delays;

    /** Empty sketches. */
    public Sketches() {
        this(KllFloatsSketch.newHeapInstance(), KllFloatsSketch.newHeapInstance(), KllFloatsSketch.newHeapInstance());
    }

    private Sketches(KllFloatsSketch scores, KllFloatsSketch tokens, KllFloatsSketch delays) {
        this.scores = scores;
        this.tokens = tokens;
        this.delays = delays;
    }

    /** Reads what {@link #bytes()} wrote. */
    static Sketches of(byte[][] bytes) {
        return new Sketches(sketch(bytes[0]), sketch(bytes[1]), sketch(bytes[2]));
    }

    private static KllFloatsSketch sketch(byte[] bytes) {
        return KllFloatsSketch.heapify(Memory.wrap(bytes));
    }

    /** All three as DataSketches writes them. */
    byte[][] bytes() {
        return new byte[][] {scores.toByteArray(), tokens.toByteArray(), delays.toByteArray()};
    }

    /** Adds an observation. A retracted label stays in: a sketch cannot remove a value. */
    public void add(Observation observation) {
        if (observation.predicted() != null) {
            scores.update(observation.predicted().score());
            tokens.update(observation.predicted().tokens());
        }
        if (observation.labelled() != null && observation.labelled().weight() > 0) {
            delays.update((float) observation.labelled().delayMillis());
        }
    }

    /** Adds another stretch of time. */
    public void add(Sketches other) {
        merge(scores, other.scores);
        merge(tokens, other.tokens);
        merge(delays, other.delays);
    }

    private static void merge(KllFloatsSketch into, KllFloatsSketch from) {
        if (!from.isEmpty()) {
            into.merge(from);
        }
    }

    /** The primary's probabilities of its class. */
    public KllFloatsSketch scores() {
        return scores;
    }

    /** Token ids of a text. */
    public KllFloatsSketch tokens() {
        return tokens;
    }

    /** Milliseconds from a text's event time to its label's. */
    public KllFloatsSketch delays() {
        return delays;
    }

    /** The scores alone, apart from these. */
    public Sketches scoresOnly() {
        return new Sketches(
                sketch(scores.toByteArray()), KllFloatsSketch.newHeapInstance(), KllFloatsSketch.newHeapInstance());
    }

    /** The same, apart from these. */
    public Sketches copy() {
        return of(bytes());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Sketches that && Arrays.deepEquals(bytes(), that.bytes());
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(bytes());
    }

    @Override
    public String toString() {
        return "Sketches[" + scores.getN() + " texts, " + delays.getN() + " labels]";
    }
}
