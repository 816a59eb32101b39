package dev.parallax.evaluate.window;

import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.window.WindowStore.Table;
import org.jspecify.annotations.Nullable;

/**
 * Quantiles of each part of a window of one key, and of each past tumbling window into which parts are merged. For one
 * thread.
 */
final class PartSketches {

    private final WindowSizes sizes;
    private final Table<Sketches> parts;
    private final Table<Sketches> retained;
    private final long partMillis;

    /**
     * @param sizes how windows lie
     * @param parts quantiles by the start of their part
     * @param retained quantiles of tumbling windows by their ends
     */
    PartSketches(WindowSizes sizes, Table<Sketches> parts, Table<Sketches> retained) {
        this.sizes = sizes;
        this.parts = parts;
        this.retained = retained;
        this.partMillis = sizes.partMillis();
    }

    /** Adds an observation to its part. */
    void add(Observation observation) {
        add(parts, part(observation.timestampMillis()), observation);
    }

    /** Adds a late observation to the tumbling window that ends at a time. */
    void addRetained(Observation observation, long end) {
        add(retained, end, observation);
    }

    private static void add(Table<Sketches> table, long time, Observation observation) {
        Sketches sketches = orEmpty(table.get(time));
        sketches.add(observation);
        table.put(time, sketches);
    }

    private static Sketches orEmpty(@Nullable Sketches known) {
        return known == null ? new Sketches() : known;
    }

    /** Quantiles of a window, made of whole parts: those that it only overlaps count too. */
    Sketches window(long end) {
        Sketches sum = new Sketches();
        for (long part = part(end - sizes.sizeMillis()); part < end; part += partMillis) {
            Sketches some = parts.get(part);
            if (some != null) {
                sum.add(some);
            }
        }
        return sum;
    }

    /** Quantiles of the tumbling window that ends at a time, once its parts are merged. */
    Sketches retained(long end) {
        return orEmpty(retained.get(end));
    }

    /** Merges the parts of each tumbling window that ends by a time. */
    void merge(long last) {
        for (long part : parts.times()) {
            long end = sizes.alignedEnd(part);
            Sketches some = parts.get(part);
            if (end <= last && some != null) {
                Sketches sum = retained(end);
                sum.add(some);
                retained.put(end, sum);
                parts.remove(part);
            }
        }
    }

    /** Removes the tumbling windows that end by a time. */
    void forget(long last) {
        for (long end : retained.times()) {
            if (end <= last) {
                retained.remove(end);
            }
        }
    }

    private long part(long millis) {
        return Math.floorDiv(millis, partMillis) * partMillis;
    }
}
