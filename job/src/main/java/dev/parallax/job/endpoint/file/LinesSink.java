package dev.parallax.job.endpoint.file;

import dev.parallax.job.wire.JsonLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes values to one local file, a line of JSON each, in the order they come. After a failure the file is cut where
 * the checkpoint was, so that every line stands in it once. It must run with parallelism 1.
 *
 * @param <T> type of the values
 */
final class LinesSink<T> implements Sink<T>, SupportsWriterState<T, Long> {

    private final LinesFile file;
    private final JsonLine<T> json;

    /**
     * @param file the file, which is there; what it holds is replaced
     * @param json how values are written
     */
    LinesSink(LinesFile file, JsonLine<T> json) {
        this.file = file;
        this.json = json;
    }

    @Override
    public LinesWriter<T> createWriter(WriterInitContext context) throws IOException {
        return writer(context, 0);
    }

    @Override
    public StatefulSinkWriter<T, Long> restoreWriter(WriterInitContext context, Collection<Long> lengths)
            throws IOException {
        return writer(context, lengths.stream().mapToLong(Long::longValue).max().orElse(0));
    }

    private LinesWriter<T> writer(WriterInitContext context, long length) throws IOException {
        int instances = context.getTaskInfo().getNumberOfParallelSubtasks();
        if (instances != 1) {
            throw new IllegalStateException(
                    "The sink of the file " + file.name() + " must have parallelism 1, and has " + instances);
        }
        return new LinesWriter<>(file, json, length);
    }

    @Override
    public SimpleVersionedSerializer<Long> getWriterStateSerializer() {
        return new LengthSerializer();
    }

    private static final class LengthSerializer implements SimpleVersionedSerializer<Long> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Long length) {
            return ByteBuffer.allocate(Long.BYTES).putLong(length).array();
        }

        @Override
        public Long deserialize(int version, byte[] serialized) throws IOException {
            if (version != getVersion() || serialized.length != Long.BYTES) {
                throw new IOException(
                        "The state of a file's sink must be of version 1 and have 8 bytes, not of version " + version
                                + " with " + serialized.length);
            }
            return ByteBuffer.wrap(serialized).getLong();
        }
    }
}
