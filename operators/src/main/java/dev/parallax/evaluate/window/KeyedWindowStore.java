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
 * The windows of the current key that all shadows share, in Flink's keyed state. Savepoints find states by their names,
 * which never change.
 */
public final class KeyedWindowStore implements WindowStore {

    private final ValueState<Retention> retention;
    private final Table<Counts> panes;
    private final Table<Sketches> parts;
    private final Table<Counts> retained;
    private final Table<Sketches> retainedSketches;

    /** @param context where the state is */
    public KeyedWindowStore(RuntimeContext context) {
        retention = value(context, "retention", Retention.class);
        panes = table(context, "shared-panes", CountsSerializer.INSTANCE);
        parts = table(context, "shared-parts", SketchesSerializer.INSTANCE);
        retained = table(context, "shared-retained", CountsSerializer.INSTANCE);
        retainedSketches = table(context, "shared-retained-sketches", SketchesSerializer.INSTANCE);
    }

    static <T> ValueState<T> value(RuntimeContext context, String name, Class<T> type) {
        return context.getState(new ValueStateDescriptor<>(name, TypeInformation.of(type)));
    }

    static <T> Table<T> table(RuntimeContext context, String name, TypeSerializer<T> serializer) {
        return new StateTable<>(
                context.getMapState(new MapStateDescriptor<>(name, LongSerializer.INSTANCE, serializer)));
    }

    static <T> Table<T> table(RuntimeContext context, String name, Class<T> type) {
        return new StateTable<>(
                context.getMapState(new MapStateDescriptor<>(name, Types.LONG, TypeInformation.of(type))));
    }

    @Override
    public Retention retention() {
        Retention known = KeyedValue.read(retention);
        return known == null ? new Retention() : known;
    }

    @Override
    public void put(Retention value) {
        KeyedValue.write(retention, value);
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
