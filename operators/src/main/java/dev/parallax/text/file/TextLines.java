package dev.parallax.text.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Lines of a file as characters, blank ones left out. For one thread. */
public final class TextLines implements Closeable {

    private final String name;
    private final LineReader lines;

    private TextLines(String name, LineReader lines) {
        this.name = name;
        this.lines = lines;
    }

    /**
     * Begins to read a file.
     *
     * @throws IOException if it cannot be read, or holds what is clearly no text in UTF-8
     */
    public static TextLines open(Path file) throws IOException {
        return of(InputFile.bytes(file), file.toString());
    }

    /**
     * Begins to read what is no file.
     *
     * @param bytes is closed with this
     * @param name of what is read, for messages
     * @throws IOException if it cannot be read, or holds what is clearly no text in UTF-8
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

    /** Number of the line that was read last, from 1, blank ones counted; 0 before the first. */
    public long number() {
        return lines.number();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
