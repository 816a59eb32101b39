package dev.parallax.job.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Files and folders that are deleted when this process ends, be it by a signal: unfinished outputs and temporary files.
 * A {@code SIGKILL} leaves them. Safe for several threads.
 */
public final class ExitCleanup {

    /** Other threads may still put files into a folder while it is deleted. */
    private static final int ATTEMPTS = 50;

    private static final Set<Path> LEFT = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ExitCleanup::deleteAll, "parallax-exit-cleanup"));
    }

    private ExitCleanup() {}

    /** Has a file or folder deleted at the end. */
    public static void add(Path path) {
        LEFT.add(path);
    }

    /** Leaves a file or folder, which is gone or was moved to where it belongs. */
    public static void remove(Path path) {
        LEFT.remove(path);
    }

    /**
     * Deletes a file or folder now, with all that is in it. Links are deleted, not followed.
     *
     * @throws IOException if something cannot be deleted
     */
    public static void delete(Path path) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(path)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException e) {
            return;
        } catch (UncheckedIOException e) {
            // The walk met a file that was deleted meanwhile, or that may not be read.
            throw e.getCause();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }

    private static void deleteAll() {
        for (Path path : LEFT) {
            boolean gone = false;
            for (int attempt = 0; attempt < ATTEMPTS && !gone; attempt++) {
                try {
                    delete(path);
                    gone = true;
                } catch (IOException e) {
                    // Another process wrote into it meanwhile. The process ends, so the failure cannot be reported any
                    // more.
                    Thread.onSpinWait();
                }
            }
        }
    }
}
