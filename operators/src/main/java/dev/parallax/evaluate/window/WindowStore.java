package dev.parallax.evaluate.window;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of the windows of one key that all shadows share: counts and quantiles of predictions and labels. Returned
 * values are live: mutate, then put. For one thread.
 */
public interface WindowStore {

    /** The progress of merging and forgetting; a new one at first. */
    Retention retention();

    /** Keeps it. */
    void put(Retention retention);

    /** Counts by the start of their pane. */
    Table<Counts> panes();

    /** Quantiles by the start of their part of a window. */
    Table<Sketches> parts();

    /** Counts of tumbling windows by their ends, once the sliding windows of all shadows have left them behind. */
    Table<Counts> retained();

    /** Quantiles of the same. */
    Table<Sketches> retainedSketches();

    /** Values by a time. */
    interface Table<T> {

        /** The value of a time. */
        @Nullable
        T get(long time);

        /** Keeps a value. */
        void put(long time, T value);

        /** Forgets a value. */
        void remove(long time);

        /** All times, in no order. */
        List<Long> times();
    }
}
