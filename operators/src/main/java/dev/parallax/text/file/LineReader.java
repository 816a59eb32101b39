package dev.parallax.text.file;

import dev.parallax.text.ByteSignature;
import dev.parallax.text.UnicodeText;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Splits the bytes of a file into lines at {@code \n}, without decoding them. All files of lines are opened here. Gzip
 * is decompressed whatever the file's name, a UTF-8 byte order mark is skipped, and data that is clearly not text, such
 * as UTF-16 or another compression, is rejected. For one thread.
 */
public final class LineReader implements Closeable {

    private static final int BUFFER_BYTES = 65_536;
    /** Bytes that are read to recognise the format. */
    private static final int PROBE_BYTES = 4_096;

    private final InputStream bytes;
    private final String name;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long number;

    private LineReader(InputStream bytes, String name) {
        this.bytes = bytes;
        this.name = name;
    }

    /**
     * Opens a reader.
     *
     * @param bytes the input, closed with this reader
     * @param name name of the input, for messages
     * @throws IOException if it cannot be read or is clearly not UTF-8 text
     */
    public static LineReader open(InputStream bytes, String name) throws IOException {
        return new LineReader(unpacked(bytes, name), name);
    }

    /** The decompressed bytes without a byte order mark. */
    static InputStream unpacked(InputStream bytes, String name) throws IOException {
        InputStream buffered = new BufferedInputStream(bytes, BUFFER_BYTES);
        byte[] start = start(buffered);
        if (ByteSignature.isGzip(start)) {
            buffered = new BufferedInputStream(new GZIPInputStream(buffered, BUFFER_BYTES), BUFFER_BYTES);
            start = start(buffered);
        }
        Optional<String> foreign = binary(start) ? ByteSignature.ofFile(start) : Optional.empty();
        if (foreign.isPresent()) {
            throw new IOException(
                    name + " must have lines in UTF-8, plain or compressed with gzip, and looks like " + foreign.get());
        }
        buffered.skipNBytes(UnicodeText.byteOrderMarkLength(start));
        return buffered;
    }

    private static byte[] start(InputStream buffered) throws IOException {
        buffered.mark(PROBE_BYTES);
        byte[] start = buffered.readNBytes(PROBE_BYTES);
        buffered.reset();
        return start;
    }

    /** Whether the start of a file cannot be text: it contains a zero byte or malformed UTF-8. */
    private static boolean binary(byte[] start) {
        for (byte b : start) {
            if (b == 0) {
                return true;
            }
        }
        // The last character may be cut, so the decoder must not treat it as the end of the input.
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(start), CharBuffer.allocate(start.length), false)
                .isError();
    }

    /**
     * The next line without its {@code \n} or {@code \r\n}, or {@code null} at the end; the text after the last line
     * break is a line unless it is empty.
     *
     * @throws IOException if reading fails
     */
    public byte @Nullable [] next() throws IOException {
        line.reset();
        for (int read = read(); read >= 0; read = read()) {
            if (read == '\n') {
                number++;
                return withoutCarriageReturn(line.toByteArray());
            }
            line.write(read);
        }
        if (line.size() == 0) {
            return null;
        }
        number++;
        return withoutCarriageReturn(line.toByteArray());
    }

    private int read() throws IOException {
        try {
            return bytes.read();
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** The exception for an input that cannot be read, such as a truncated or corrupt gzip file. */
    static IOException unreadable(String name, IOException failure) {
        return new IOException(name + " cannot be read: " + failure.getMessage(), failure);
    }

    /** Number of the last line read, from 1; 0 before the first. */
    public long number() {
        return number;
    }

    /**
     * Whether a line has only ASCII white space. Tabs do not count as white space here, because they separate columns
     * that may be empty.
     */
    public static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && (b <= '\t' || b > '\r')) {
                return false;
            }
        }
        return true;
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
