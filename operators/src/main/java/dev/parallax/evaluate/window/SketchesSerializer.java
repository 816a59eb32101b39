package dev.parallax.evaluate.window;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link Sketches} as DataSketches writes each, with its length before it. */
public final class SketchesSerializer extends MutableSerializer<Sketches> {

    public static final SketchesSerializer INSTANCE = new SketchesSerializer();

    private static final int PARTS = 3;

    /** The serializer's snapshot in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Sketches> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }

    @Override
    public Sketches createInstance() {
        return new Sketches();
    }

    @Override
    public Sketches copy(Sketches from) {
        return from.copy();
    }

    @Override
    public void serialize(Sketches sketches, DataOutputView target) throws IOException {
        for (byte[] bytes : sketches.bytes()) {
            target.writeInt(bytes.length);
            target.write(bytes);
        }
    }

    @Override
    public Sketches deserialize(DataInputView source) throws IOException {
        byte[][] parts = new byte[PARTS][];
        for (int i = 0; i < PARTS; i++) {
            parts[i] = new byte[source.readInt()];
            source.readFully(parts[i]);
        }
        return Sketches.of(parts);
    }

    @Override
    public TypeSerializerSnapshot<Sketches> snapshotConfiguration() {
        return new Snapshot();
    }
}
