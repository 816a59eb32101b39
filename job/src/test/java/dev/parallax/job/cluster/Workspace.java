package dev.parallax.job.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders below Maven's build folder, in which logs of processes are kept after a test. */
final class Workspace {

    private static final Path ROOT = Path.of(System.getProperty("parallax.cluster.folder", "target/cluster"))
            .toAbsolutePath();

    private Workspace() {}

    /** Creates an empty folder. */
    static Path empty(String name) {
        Path folder = ROOT.resolve(name);
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> paths = Files.walk(folder)) {
                    for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " could not be emptied", e);
        }
    }

    /** File of a result. */
    static Path result(String name) {
        return ROOT.resolve(name);
    }
}
