package dev.parallax.evaluate.window;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of the windows of one key. Returned values are live: mutate, then put. For one thread. */
public interface WindowStore {

    /** The progress of the windows; a new one at first. */
    Sliding sliding();

    /** Keeps it. */
    void put(Sliding sliding);

    /** The wait for comparisons; {@code null} while no window waits. */
    @Nullable
    Waiting waiting();

    /** Keeps it; {@code null} where no window waits any more. */
    void putWaiting(@Nullable Waiting waiting);

    /** The next emission of revisions; {@code null} while there are none. */
    @Nullable
    Revising revising();

    /** Keeps it; {@code null} where there are none any more. */
    void putRevising(@Nullable Revising revising);

    /** Counts of the latest window that was reported; zero at first. */
    Counts running();

    /** Keeps them. */
    void putRunning(Counts counts);

    /** Counts by the start of their pane. */
    Table<Counts> panes();

    /** Quantiles by the start of their part of a window. */
    Table<Sketches> parts();

    /** Counts of tumbling windows by their ends, once the sliding windows have left them behind. */
    Table<Counts> retained();

    /** Quantiles of the same. */
    Table<Sketches> retainedSketches();

    /** Revisions of tumbling windows by their ends; none where nothing came late. */
    Table<Revision> revisions();

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
