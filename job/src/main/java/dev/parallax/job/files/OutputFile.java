package dev.parallax.job.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file to write that is seen whole or as it was before. It grows under another name, beside its own, until
 * {@link #publish} moves it. A symbolic link stays, and what it leads to is written; a FIFO or a device stays, and gets
 * the bytes at the end. For one thread.
 */
public final class OutputFile implements AutoCloseable {

    private final Path given;
    private final Path target;
    private final boolean stream;
    private final Path inWork;
    private boolean published;

    private OutputFile(Path given, Path target, boolean stream, Path inWork) {
        this.given = given;
        this.target = target;
        this.stream = stream;
        this.inWork = inWork;
    }

    /**
     * Begins a file: {@link #inWork} is there, and empty.
     *
     * @throws IOException if it cannot be written
     */
    public static OutputFile begin(Path path) throws IOException {
        Path target = Place.of(path).path();
        FileKind kind = FileKind.of(target);
        if (kind == FileKind.FOLDER || kind == FileKind.UNFIT) {
            throw new FileUseException(
                    path + " cannot be written to: expected a file, a FIFO or a device for characters");
        }
        boolean stream = kind == FileKind.STREAM;
        Path inWork = stream
                ? Files.createTempFile("parallax-output", ".incomplete")
                : target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".incomplete");
        ExitCleanup.add(inWork);
        if (!stream) {
            try {
                Files.createFile(inWork);
            } catch (IOException e) {
                ExitCleanup.remove(inWork);
                throw cannot(path, e);
            }
        }
        return new OutputFile(path, target, stream, inWork);
    }

    /**
     * Writes a text as a whole, in UTF-8.
     *
     * @throws IOException if it cannot be written; the file is then as it was
     */
    public static void write(Path path, String text) throws IOException {
        try (OutputFile file = begin(path)) {
            try {
                Files.write(file.inWork(), text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw cannot(path, e);
            }
            file.publish();
        }
    }

    /** The path as it was given. */
    public Path path() {
        return given;
    }

    /** The temporary file that is written until then. */
    public Path inWork() {
        return inWork;
    }

    /**
     * Puts what was written to its place; to be called once.
     *
     * @throws IOException if that fails
     */
    public void publish() throws IOException {
        try {
            if (stream) {
                try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
                    Files.copy(inWork, out);
                }
                Files.delete(inWork);
            } else {
                Files.move(inWork, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw cannot(given, e);
        }
        published = true;
        ExitCleanup.remove(inWork);
    }

    private static IOException cannot(Path path, IOException e) {
        return new IOException("Cannot write " + path + ": " + IoFailure.reason(e), e);
    }

    /**
     * Deletes what was not published.
     *
     * @throws IOException if it cannot be deleted
     */
    @Override
    public void close() throws IOException {
        if (!published) {
            Files.deleteIfExists(inWork);
            ExitCleanup.remove(inWork);
        }
    }
}
