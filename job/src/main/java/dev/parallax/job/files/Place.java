package dev.parallax.job.files;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;

/**
 * The place that a path leads to, with links followed, whether something is there or not.
 *
 * @param path absolute; its folders are those that exist by their real names, and what does not exist yet behind them
 */
record Place(Path path) {

    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    /**
     * Follows a path.
     *
     * @throws IOException if it leads in a circle, or a folder on the way may not be looked into
     */
    static Place of(Path path) throws IOException {
        return new Place(follow(path.toAbsolutePath(), 0));
    }

    private static Path follow(Path path, int links) throws IOException {
        if (links > MOST_LINKS) {
            throw new FileSystemLoopException(path.toString());
        }
        if (Files.exists(path)) {
            return real(path);
        }
        Path parent = path.getParent();
        Path name = path.getFileName();
        if (parent == null || name == null) {
            return path;
        }
        if (Files.isSymbolicLink(path)) {
            return follow(parent.resolve(Files.readSymbolicLink(path)), links + 1);
        }
        return follow(parent, links).resolve(name).normalize();
    }

    private static Path real(Path path) throws IOException {
        try {
            return path.toRealPath();
        } catch (NoSuchFileException e) {
            // A pipe behind /dev/stdout is there, and has no name in any folder.
            return path;
        }
    }

    /** Whether something is there. */
    boolean exists() {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Whether both are one file or folder: hard links are. Where one is not there yet, names that differ by upper and
     * lower case, or by how accents are encoded, count as one, since they are on many file systems.
     */
    boolean isSame(Place other) throws IOException {
        if (path.equals(other.path)) {
            return true;
        }
        if (exists() && other.exists()) {
            return Files.isSameFile(path, other.path);
        }
        return folded().equals(other.folded());
    }

    /** Whether the other lies in this one, at any depth. */
    boolean contains(Place other) {
        return !path.equals(other.path)
                && (other.path.startsWith(path) || (!exists() && other.folded().startsWith(folded())));
    }

    private Path folded() {
        return path.getFileSystem()
                .getPath(Normalizer.normalize(path.toString(), Normalizer.Form.NFC)
                        .toUpperCase(Locale.ROOT)
                        .toLowerCase(Locale.ROOT));
    }
}
