package dev.parallax.evaluate.window;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link Counts} as the number of its cells and then each cell's number and count. */
public final class CountsSerializer extends MutableSerializer<Counts> {

    public static final CountsSerializer INSTANCE = new CountsSerializer();

    /** The serializer's snapshot in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Counts> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }

    @Override
    public Counts createInstance() {
        return new Counts();
    }

    @Override
    public Counts copy(Counts from) {
        return from.copy();
    }

    @Override
    public void serialize(Counts counts, DataOutputView target) throws IOException {
        target.writeInt(counts.size());
        int[] cells = new int[counts.size()];
        long[] values = new long[cells.length];
        int[] place = {0};
        counts.forEach((cell, count) -> {
            cells[place[0]] = cell;
            values[place[0]++] = count;
        });
        for (int i = 0; i < cells.length; i++) {
            target.writeInt(cells[i]);
            target.writeLong(values[i]);
        }
    }

    @Override
    public Counts deserialize(DataInputView source) throws IOException {
        int size = source.readInt();
        Counts counts = Counts.withRoomFor(size);
        for (int i = 0; i < size; i++) {
            counts.add(source.readInt(), source.readLong());
        }
        return counts;
    }

    @Override
    public TypeSerializerSnapshot<Counts> snapshotConfiguration() {
        return new Snapshot();
    }
}
