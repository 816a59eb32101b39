package dev.parallax.job.filereport;

import dev.parallax.job.filereport.candidate.CandidateVerdicts;
import dev.parallax.job.filereport.count.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A sink that counts texts exactly once: the counts are part of the checkpoints. At the end of the input they are
 * written to a file, for code that waits for the job in the same process. It must run with parallelism 1.
 */
final class TallySink implements Sink<CandidateVerdicts>, SupportsWriterState<CandidateVerdicts, byte[]> {

    private final Tally empty;
    private final String file;

    /**
     * @param empty initial counts
     * @param file file for the counts, as {@link Tally#bytes()}
     */
    TallySink(Tally empty, Path file) {
        this.empty = empty;
        this.file = file.toString();
    }

    @Override
    public TallyWriter createWriter(WriterInitContext context) {
        return new TallyWriter(Tally.of(empty.bytes()), Path.of(file), context);
    }

    @Override
    public StatefulSinkWriter<CandidateVerdicts, byte[]> restoreWriter(
            WriterInitContext context, Collection<byte[]> states) {
        return new TallyWriter(Tally.of(states.stream().findFirst().orElseGet(empty::bytes)), Path.of(file), context);
    }

    @Override
    public SimpleVersionedSerializer<byte[]> getWriterStateSerializer() {
        return new TallySerializer();
    }

    /** Counts the texts. For one thread. */
    static final class TallyWriter implements StatefulSinkWriter<CandidateVerdicts, byte[]> {

        private final Tally tally;
        private final Path file;

        private TallyWriter(Tally tally, Path file, WriterInitContext context) {
            int instances = context.getTaskInfo().getNumberOfParallelSubtasks();
            if (instances != 1) {
                throw new IllegalStateException("A report must be counted with parallelism 1, not " + instances);
            }
            this.tally = tally;
            this.file = file;
        }

        @Override
        public void write(CandidateVerdicts judged, Context context) {
            tally.add(judged);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            if (endOfInput) {
                Files.write(file, tally.bytes());
            }
        }

        @Override
        public List<byte[]> snapshotState(long checkpointId) {
            return List.of(tally.bytes());
        }

        @Override
        public void close() {}
    }

    private static final class TallySerializer implements SimpleVersionedSerializer<byte[]> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(byte[] tally) {
            return tally;
        }

        @Override
        public byte[] deserialize(int version, byte[] serialized) throws IOException {
            if (version != getVersion()) {
                throw new IOException("The state of a report must be of version 1, not " + version);
            }
            return serialized;
        }
    }
}
