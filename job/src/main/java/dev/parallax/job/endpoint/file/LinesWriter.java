package dev.parallax.job.endpoint.file;

import dev.parallax.job.wire.JsonLine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;

/**
 * Writes lines to a file and remembers its length at every checkpoint. For one thread.
 *
 * @param <T> type of the values
 */
final class LinesWriter<T> implements StatefulSinkWriter<T, Long> {

    private static final int BUFFER_BYTES = 65_536;

    private final JsonLine<T> json;
    private final LinesFile file;
    private final FileChannel channel;
    private final OutputStream out;

    /**
     * @param file the file, which is there
     * @param json how values are written
     * @param length bytes of the file that are kept
     * @throws IOException if the file cannot be opened, or is shorter than {@code length}
     */
    LinesWriter(LinesFile file, JsonLine<T> json, long length) throws IOException {
        this.json = json;
        this.file = file;
        try {
            this.channel = FileChannel.open(Path.of(file.inWork()), StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new OutputLostException(file, e);
        }
        if (channel.size() < length) {
            long found = channel.size();
            channel.close();
            throw new IOException("The file " + file.name() + " must have the checkpoint's " + length
                    + " bytes or more, and has " + found);
        }
        channel.truncate(length);
        channel.position(length);
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
    }

    /** Something that may fail as files do. */
    private interface Step {
        void run() throws IOException;
    }

    private void attempt(Step step) throws IOException {
        try {
            step.run();
        } catch (ClosedChannelException e) {
            // Flink cancels the task: nothing is wrong with the file.
            throw e;
        } catch (IOException e) {
            throw new OutputLostException(file, e);
        }
    }

    @Override
    public void write(T value, Context context) throws IOException {
        byte[] line = json.write(value);
        attempt(() -> {
            out.write(line);
            out.write('\n');
        });
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        attempt(out::flush);
    }

    @Override
    public List<Long> snapshotState(long checkpointId) throws IOException {
        attempt(() -> {
            out.flush();
            channel.force(false);
        });
        return List.of(channel.position());
    }

    /** Closes the file; what was not flushed is part of no checkpoint and is dropped. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
