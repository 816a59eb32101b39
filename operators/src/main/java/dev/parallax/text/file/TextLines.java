package dev.parallax.text.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a file as strings and skips blank ones. For one thread. */
public final class TextLines implements Closeable {

    private final String name;
    private final LineReader lines;

    private TextLines(String name, LineReader lines) {
        this.name = name;
        this.lines = lines;
    }

    /**
     * Opens a file.
     *
     * @throws IOException if it cannot be read or is clearly not UTF-8 text
     */
    public static TextLines open(Path file) throws IOException {
        return of(InputFile.bytes(file), file.toString());
    }

    /**
     * Opens an input that is not a file.
     *
     * @param bytes the input, closed with this reader
     * @param name name of the input, for messages
     * @throws IOException if it cannot be read or is clearly not UTF-8 text
     */
    public static TextLines of(InputStream bytes, String name) throws IOException {
        return new TextLines(name, LineReader.open(bytes, name));
    }

    /**
     * The next line that is not blank; {@code null} at the end.
     *
     * @throws IOException if reading fails, or the line is not UTF-8
     */
    public @Nullable String next() throws IOException {
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            if (!LineReader.isBlank(line)) {
                return decoded(line);
            }
        }
        return null;
    }

    private String decoded(byte[] line) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException(name + " line " + number() + " is not UTF-8", e);
        }
    }

    /** Number of the last line read, from 1, blank lines included; 0 before the first. */
    public long number() {
        return lines.number();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
