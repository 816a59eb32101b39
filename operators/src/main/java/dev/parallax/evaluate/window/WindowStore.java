package dev.parallax.evaluate.window;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The windows of one key. Returned values are live: mutate, then put. For one thread. */
public interface WindowStore {

    /** How far the windows have come; a new one at first. */
    WindowProgress progress();

    /** Keeps the progress. */
    void put(WindowProgress progress);

    /** Counts of the latest window that left; zero at first. */
    Counts running();

    /** Keeps them. */
    void putRunning(Counts counts);

    /** Counts by the start of their pane. */
    Table<Counts> panes();

    /** Quantiles by the start of their part of a window. */
    Table<Sketches> parts();

    /** Counts of windows that do not overlap, by their ends, once the sliding windows have left them behind. */
    Table<Counts> closed();

    /** Quantiles of the same. */
    Table<Sketches> closedSketches();

    /** Revisions of windows that do not overlap, by their ends; none where nothing came late. */
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
