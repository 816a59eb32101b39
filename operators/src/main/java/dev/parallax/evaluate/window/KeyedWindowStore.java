package dev.parallax.evaluate.window;

import dev.parallax.evaluate.observation.KeyedValue;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Windows kept in Flink's keyed state: those of the key at hand. Names of states are found again by, so they never
 * change.
 */
public final class KeyedWindowStore implements WindowStore {

    private final ValueState<WindowProgress> progress;
    private final ValueState<Counts> running;
    private final Table<Counts> panes;
    private final Table<Sketches> parts;
    private final Table<Counts> closed;
    private final Table<Sketches> closedSketches;
    private final Table<Revision> revisions;

    /** @param context where the state is */
    public KeyedWindowStore(RuntimeContext context) {
        progress = context.getState(new ValueStateDescriptor<>("progress", TypeInformation.of(WindowProgress.class)));
        running = context.getState(new ValueStateDescriptor<>("running", CountsSerializer.INSTANCE));
        panes = table(context, "panes", CountsSerializer.INSTANCE);
        parts = table(context, "parts", SketchesSerializer.INSTANCE);
        closed = table(context, "closed", CountsSerializer.INSTANCE);
        closedSketches = table(context, "closed-sketches", SketchesSerializer.INSTANCE);
        revisions = new StateTable<>(context.getMapState(
                new MapStateDescriptor<>("revisions", Types.LONG, TypeInformation.of(Revision.class))));
    }

    private static <T> Table<T> table(RuntimeContext context, String name, TypeSerializer<T> serializer) {
        return new StateTable<>(
                context.getMapState(new MapStateDescriptor<>(name, LongSerializer.INSTANCE, serializer)));
    }

    @Override
    public WindowProgress progress() {
        WindowProgress known = KeyedValue.read(progress);
        return known == null ? new WindowProgress() : known;
    }

    @Override
    public void put(WindowProgress value) {
        KeyedValue.write(progress, value);
    }

    @Override
    public Counts running() {
        Counts counts = KeyedValue.read(running);
        return counts == null ? new Counts() : counts;
    }

    @Override
    public void putRunning(Counts counts) {
        KeyedValue.write(running, counts);
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
    public Table<Counts> closed() {
        return closed;
    }

    @Override
    public Table<Sketches> closedSketches() {
        return closedSketches;
    }

    @Override
    public Table<Revision> revisions() {
        return revisions;
    }

    /** A table in a map of Flink's. */
    private record StateTable<T>(MapState<Long, T> state) implements Table<T> {

        /** Flink's methods say that they throw anything. */
        private interface Access<R> {
            R run() throws Exception;
        }

        private static <R> R access(Access<R> access) {
            try {
                return access.run();
            } catch (Exception e) {
                throw new FlinkRuntimeException("State cannot be reached", e);
            }
        }

        @Override
        public @Nullable T get(long time) {
            try {
                return state.get(time);
            } catch (Exception e) {
                throw new FlinkRuntimeException("State cannot be read", e);
            }
        }

        @Override
        public void put(long time, T value) {
            access(() -> {
                state.put(time, value);
                return time;
            });
        }

        @Override
        public void remove(long time) {
            access(() -> {
                state.remove(time);
                return time;
            });
        }

        @Override
        public List<Long> times() {
            return access(() -> {
                List<Long> times = new ArrayList<>();
                state.keys().forEach(times::add);
                return times;
            });
        }
    }
}
