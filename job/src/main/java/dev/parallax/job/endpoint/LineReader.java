package dev.parallax.job.endpoint;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Splits bytes into lines at {@code \n}, without reading them as characters. For one thread. */
final class LineReader implements Closeable {

    private static final int BUFFER_BYTES = 65_536;

    private final InputStream bytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** @param bytes is closed with this */
    LineReader(InputStream bytes) {
        this.bytes = new BufferedInputStream(bytes, BUFFER_BYTES);
    }

    /**
     * The next line without its {@code \n} or {@code \r\n}, or {@code null} at the end; what follows the last line break is
     * a line unless it is empty.
     *
     * @throws IOException if reading fails
     */
    byte @Nullable [] next() throws IOException {
        line.reset();
        for (int read = bytes.read(); read >= 0; read = bytes.read()) {
            if (read == '\n') {
                return withoutCarriageReturn(line.toByteArray());
            }
            line.write(read);
        }
        return line.size() == 0 ? null : withoutCarriageReturn(line.toByteArray());
    }

    private static byte[] withoutCarriageReturn(byte[] line) {
        int last = line.length - 1;
        return last >= 0 && line[last] == '\r' ? Arrays.copyOf(line, last) : line;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
