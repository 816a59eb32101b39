package dev.parallax.evaluate.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The shared state of windows, on the heap. */
public final class InMemoryWindowStore implements WindowStore {

    private final Table<Counts> panes = new MapTable<>();
    private final Table<Sketches> parts = new MapTable<>();
    private final Table<Counts> retained = new MapTable<>();
    private final Table<Sketches> retainedSketches = new MapTable<>();
    private Retention retention = new Retention();

    record MapTable<T>(Map<Long, T> map) implements Table<T> {

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
    public Retention retention() {
        return retention;
    }

    @Override
    public void put(Retention value) {
        retention = value;
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
}
