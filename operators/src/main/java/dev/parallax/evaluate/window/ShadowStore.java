package dev.parallax.evaluate.window;

import dev.parallax.evaluate.window.WindowStore.Table;
import org.jspecify.annotations.Nullable;

/**
 * The state of the windows of one key that a shadow has of its own: progress, and counts of what was asked of it and
 * compared. Returned values are live: mutate, then put. For one thread.
 */
public interface ShadowStore {

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

    /** All counts of the latest window that was reported, the shared ones included; zero at first. */
    Counts running();

    /** Keeps them. */
    void putRunning(Counts counts);

    /** The shadow's own counts by the start of their pane. */
    Table<Counts> panes();

    /** The shadow's own counts of tumbling windows by their ends, where the shared ones are kept so. */
    Table<Counts> retained();

    /** Revisions of tumbling windows by their ends; none where nothing came late. */
    Table<Revision> revisions();
}
