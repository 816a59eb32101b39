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

/** The windows of the current key in Flink's keyed state. Savepoints find states by their names, which never change. */
public final class KeyedWindowStore implements WindowStore {

    private final ValueState<Sliding> sliding;
    private final ValueState<Waiting> waiting;
    private final ValueState<Revising> revising;
    private final ValueState<Counts> running;
    private final Table<Counts> panes;
    private final Table<Sketches> parts;
    private final Table<Counts> retained;
    private final Table<Sketches> retainedSketches;
    private final Table<Revision> revisions;

    /**
     * @param context where the state is
     * @param ending the last part of the states' names, different for each store of an operator
     */
    public KeyedWindowStore(RuntimeContext context, String ending) {
        sliding = value(context, "sliding" + ending, Sliding.class);
        waiting = value(context, "waiting" + ending, Waiting.class);
        revising = value(context, "revising" + ending, Revising.class);
        running = context.getState(new ValueStateDescriptor<>("running" + ending, CountsSerializer.INSTANCE));
        panes = table(context, "panes" + ending, CountsSerializer.INSTANCE);
        parts = table(context, "parts" + ending, SketchesSerializer.INSTANCE);
        retained = table(context, "retained" + ending, CountsSerializer.INSTANCE);
        retainedSketches = table(context, "retained-sketches" + ending, SketchesSerializer.INSTANCE);
        revisions = new StateTable<>(context.getMapState(
                new MapStateDescriptor<>("revisions" + ending, Types.LONG, TypeInformation.of(Revision.class))));
    }

    private static <T> ValueState<T> value(RuntimeContext context, String name, Class<T> type) {
        return context.getState(new ValueStateDescriptor<>(name, TypeInformation.of(type)));
    }

    private static <T> Table<T> table(RuntimeContext context, String name, TypeSerializer<T> serializer) {
        return new StateTable<>(
                context.getMapState(new MapStateDescriptor<>(name, LongSerializer.INSTANCE, serializer)));
    }

    @Override
    public Sliding sliding() {
        Sliding known = KeyedValue.read(sliding);
        return known == null ? new Sliding() : known;
    }

    @Override
    public void put(Sliding value) {
        KeyedValue.write(sliding, value);
    }

    @Override
    public @Nullable Waiting waiting() {
        return KeyedValue.read(waiting);
    }

    @Override
    public void putWaiting(@Nullable Waiting value) {
        put(waiting, value);
    }

    @Override
    public @Nullable Revising revising() {
        return KeyedValue.read(revising);
    }

    @Override
    public void putRevising(@Nullable Revising value) {
        put(revising, value);
    }

    private static <T> void put(ValueState<T> state, @Nullable T value) {
        if (value == null) {
            state.clear();
        } else {
            KeyedValue.write(state, value);
        }
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
