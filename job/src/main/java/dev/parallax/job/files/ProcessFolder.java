package dev.parallax.job.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The temporary folder of this process alone, in which all others that Flink, the broker and native libraries make for
 * themselves lie. The launcher makes it and names it as {@code java.io.tmpdir}, which a JVM reads once; it goes when
 * the process ends. One that a {@code SIGKILL} left is deleted when the next process begins: a lock that ends with its
 * process says which is still needed.
 */
public final class ProcessFolder {

    /** Property in which the launcher names the folder. */
    private static final String PROPERTY = "parallax.temporary";

    private static final String PREFIX = "parallax-process.";
    private static final String LOCK = ".lock";
    private static final Duration UNLOCKED_AT_MOST = Duration.ofHours(1);

    /** Held, since a channel that is collected is closed, and its lock is free. */
    private static @Nullable FileChannel held;

    private ProcessFolder() {}

    /**
     * Takes the folder over, where the launcher made one, and deletes those of processes that were killed.
     *
     * @throws FileUseException if it cannot be written to
     */
    public static synchronized void adopt() throws IOException {
        String named = System.getProperty(PROPERTY);
        if (named == null) {
            return;
        }
        Path own = Path.of(named).toAbsolutePath();
        ExitCleanup.add(own);
        try {
            lock(own);
            deleteOrphans(own);
        } catch (IOException e) {
            throw new FileUseException("The folder for temporary files, " + own + ", cannot be written to ("
                    + IoFailure.reason(e) + "): name another one by JAVA_OPTS=-Djava.io.tmpdir=DIR");
        }
    }

    private static void lock(Path own) throws IOException {
        Path lock = own.resolve(LOCK);
        while (held == null) {
            Files.createDirectories(own);
            FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null && Files.exists(lock)) {
                held = channel;
            } else {
                // Another process took it for an orphan before it was locked.
                channel.close();
            }
        }
    }

    /** Whatever cannot be deleted is another user's, or another process is at it: it is none of this one's business. */
    private static void deleteOrphans(Path own) throws IOException {
        Path parent = own.getParent();
        if (parent == null) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                if (!folder.equals(own) && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    deleteOrphan(folder, own);
                }
            }
        }
    }

    private static void deleteOrphan(Path folder, Path own) {
        Path lock = folder.resolve(LOCK);
        try {
            if (!Files.getOwner(folder).equals(Files.getOwner(own))) {
                return;
            }
            if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
                // Its process is about to begin, or never did.
                if (Files.getLastModifiedTime(folder)
                        .toInstant()
                        .isBefore(Instant.now().minus(UNLOCKED_AT_MOST))) {
                    ExitCleanup.delete(folder);
                }
                return;
            }
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                    FileLock free = channel.tryLock()) {
                if (free != null) {
                    ExitCleanup.delete(folder);
                }
            }
        } catch (IOException e) {
            return;
        }
    }
}
