package dev.parallax.job;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The process's standard output in UTF-8, whatever the locale, which does not hide failures. {@link PrintStream} and
 * {@link java.io.PrintWriter} swallow an {@link IOException}, so this stream throws an unchecked {@link LostException},
 * which ends the command at the first byte that cannot be written. For one thread at a time.
 */
final class StandardOutput extends OutputStream {

    /** Path of standard output on Linux and macOS. */
    private static final Path DESCRIPTOR = Path.of("/dev/fd/1");

    private static final int TYPE = 0170000;
    private static final int FIFO = 0010000;
    private static final int SOCKET = 0140000;

    /** Thrown if standard output cannot be written. */
    static final class LostException extends UncheckedIOException {

        private final boolean closedPipe;

        LostException(IOException cause, boolean closedPipe) {
            super("Cannot write to standard output: " + cause.getMessage(), cause);
            this.closedPipe = closedPipe;
        }

        /** Whether the reader closed the pipe, as with {@code | head}. */
        boolean closedPipe() {
            return closedPipe;
        }
    }

    private final OutputStream out;
    private @Nullable LostException lost;

    private StandardOutput(OutputStream out) {
        this.out = out;
    }

    /**
     * Sets standard output and standard error of this process to UTF-8, and makes failures of standard output visible.
     */
    static StandardOutput install() {
        StandardOutput out = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        System.setOut(new PrintStream(new BufferedOutputStream(out), false, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.err)), true, StandardCharsets.UTF_8));
        return out;
    }

    /** The first failure, if anything could not be written. */
    Optional<LostException> failure() {
        return Optional.ofNullable(lost);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        if (lost != null) {
            // A logger may have swallowed the first one.
            throw lost;
        }
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            lost = new LostException(e, isPipe() || isBrokenPipe(e));
            throw lost;
        }
    }

    /**
     * Whether a failure means that a pipe has no reader, by the operating system's message, which is in the locale's
     * language.
     */
    private static boolean isBrokenPipe(IOException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
    }

    /**
     * Whether standard output is a pipe or a socket. These cannot be full like a disk, so that a failure means that the
     * reader is gone.
     */
    private static boolean isPipe() {
        try {
            int type = ((Number) Files.getAttribute(DESCRIPTOR, "unix:mode")).intValue() & TYPE;
            return type == FIFO || type == SOCKET;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}
