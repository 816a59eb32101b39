package dev.parallax.job.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for temporary files that is deleted, with all that is in it, when it is closed. For one thread. */
final class TemporaryFolder implements AutoCloseable {

    private final Path path;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /**
     * Creates a folder below {@code java.io.tmpdir}.
     *
     * @param prefix start of its name
     */
    static TemporaryFolder create(String prefix) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory(prefix));
    }

    /** The path of the folder. */
    Path path() {
        return path;
    }

    /**
     * Deletes the folder.
     *
     * @throws UncheckedIOException if that fails, for one because another process deletes from it
     */
    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(path)) {
            for (Path file : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException | UncheckedIOException e) {
            throw new UncheckedIOException(
                    "The folder " + path + " could not be deleted",
                    new IOException("Another process deletes from it", e));
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + path + " could not be deleted", e);
        }
    }
}
