package dev.parallax.evaluate.window;

import dev.parallax.evaluate.window.InMemoryWindowStore.MapTable;
import dev.parallax.evaluate.window.WindowStore.Table;
import org.jspecify.annotations.Nullable;

/** The state of a shadow's windows, on the heap. */
public final class InMemoryShadowStore implements ShadowStore {

    private final Table<Counts> panes = new MapTable<>();
    private final Table<Counts> retained = new MapTable<>();
    private final Table<Revision> revisions = new MapTable<>();
    private Sliding sliding = new Sliding();
    private @Nullable Waiting waiting;
    private @Nullable Revising revising;
    private Counts running = new Counts();

    @Override
    public Sliding sliding() {
        return sliding;
    }

    @Override
    public void put(Sliding value) {
        sliding = value;
    }

    @Override
    public @Nullable Waiting waiting() {
        return waiting;
    }

    @Override
    public void putWaiting(@Nullable Waiting value) {
        waiting = value;
    }

    @Override
    public @Nullable Revising revising() {
        return revising;
    }

    @Override
    public void putRevising(@Nullable Revising value) {
        revising = value;
    }

    @Override
    public Counts running() {
        return running;
    }

    @Override
    public void putRunning(Counts counts) {
        running = counts;
    }

    @Override
    public Table<Counts> panes() {
        return panes;
    }

    @Override
    public Table<Counts> retained() {
        return retained;
    }

    @Override
    public Table<Revision> revisions() {
        return revisions;
    }
}
