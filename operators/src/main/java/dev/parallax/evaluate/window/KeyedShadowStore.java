package dev.parallax.evaluate.window;

import dev.parallax.evaluate.observation.KeyedValue;
import dev.parallax.evaluate.window.WindowStore.Table;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The windows of the current key and of one shadow in Flink's keyed state. Savepoints find states by their names, which
 * never change.
 */
public final class KeyedShadowStore implements ShadowStore {

    private final ValueState<Sliding> sliding;
    private final ValueState<Waiting> waiting;
    private final ValueState<Revising> revising;
    private final ValueState<Counts> running;
    private final Table<Counts> panes;
    private final Table<Counts> retained;
    private final Table<Revision> revisions;

    /**
     * @param context where the state is
     * @param ending the last part of the states' names, different for each shadow
     */
    public KeyedShadowStore(RuntimeContext context, String ending) {
        sliding = KeyedWindowStore.value(context, "sliding" + ending, Sliding.class);
        waiting = KeyedWindowStore.value(context, "waiting" + ending, Waiting.class);
        revising = KeyedWindowStore.value(context, "revising" + ending, Revising.class);
        running = context.getState(new ValueStateDescriptor<>("running" + ending, CountsSerializer.INSTANCE));
        panes = KeyedWindowStore.table(context, "panes" + ending, CountsSerializer.INSTANCE);
        retained = KeyedWindowStore.table(context, "retained" + ending, CountsSerializer.INSTANCE);
        revisions = KeyedWindowStore.table(context, "revisions" + ending, Revision.class);
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
    public Table<Counts> retained() {
        return retained;
    }

    @Override
    public Table<Revision> revisions() {
        return revisions;
    }
}
