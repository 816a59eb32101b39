package dev.parallax.job.endpoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
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
    private final FileChannel channel;
    private final OutputStream out;

    /**
     * @param file path of the file
     * @param json how values are written
     * @param length bytes of the file that are kept
     * @throws IOException if the file cannot be opened, or is shorter than {@code length}
     */
    LinesWriter(String file, JsonLine<T> json, long length) throws IOException {
        this.json = json;
        this.channel = FileChannel.open(Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.size() < length) {
            long found = channel.size();
            channel.close();
            throw new IOException(
                    "The file " + file + " must have the checkpoint's " + length + " bytes or more, and has " + found);
        }
        channel.truncate(length);
        channel.position(length);
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
    }

    @Override
    public void write(T value, Context context) throws IOException {
        out.write(json.write(value));
        out.write('\n');
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        out.flush();
    }

    @Override
    public List<Long> snapshotState(long checkpointId) throws IOException {
        out.flush();
        channel.force(false);
        return List.of(channel.position());
    }

    /** Closes the file; what was not flushed is part of no checkpoint and is dropped. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
