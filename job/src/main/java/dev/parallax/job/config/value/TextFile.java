package dev.parallax.job.config.value;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads small files of text whole: those that a configuration consists of, or names. */
public final class TextFile {

    /** Most bytes of a configuration, and of a file whose content is filled in. */
    public static final int LARGEST_CONFIG = 1 << 20;

    private TextFile() {}

    /** Says that a file is larger than one of its kind has a reason to be. */
    public static final class TooLargeException extends IOException {

        TooLargeException(int largest) {
            super("it has more than " + largest + " bytes: expected " + largest + " at most");
        }
    }

    /**
     * Reads a file in UTF-8. Of one that is too large no more is read than what shows that, so that one without an end,
     * such as a device, is rejected too.
     *
     * @param largest most bytes that it may have
     * @throws IOException if it cannot be read, is larger, or is not UTF-8
     */
    public static String read(Path file, int largest) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(largest + 1);
        }
        if (bytes.length > largest) {
            throw new TooLargeException(largest);
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
