package dev.parallax.evaluate.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Windows kept on the heap. */
public final class InMemoryWindowStore implements WindowStore {

    private final Table<Counts> panes = new MapTable<>();
    private final Table<Sketches> parts = new MapTable<>();
    private final Table<Counts> retained = new MapTable<>();
    private final Table<Sketches> retainedSketches = new MapTable<>();
    private final Table<Revision> revisions = new MapTable<>();
    private Sliding sliding = new Sliding();
    private @Nullable Waiting waiting;
    private @Nullable Revising revising;
    private Counts running = new Counts();

    private record MapTable<T>(Map<Long, T> map) implements Table<T> {

        MapTable() {
            this(new TreeMap<>());
        }

        @Override
        public T get(long time) {
            return map.get(time);
        }

        @Override
        public void put(long time, T value) {
            map.put(time, value);
        }

        @Override
        public void remove(long time) {
            map.remove(time);
        }

        @Override
        public List<Long> times() {
            return new ArrayList<>(map.keySet());
        }
    }

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
    public Table<Sketches> parts() {
        return parts;
    }

    @Override
    public Table<Counts> retained() {
        return retained;
    }

    @Override
    public Table<Sketches> retainedSketches() {
        return retainedSketches;
    }

    @Override
    public Table<Revision> revisions() {
        return revisions;
    }
}
