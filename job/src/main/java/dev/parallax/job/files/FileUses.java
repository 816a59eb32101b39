package dev.parallax.job.files;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every file and folder that one run of a command reads and writes, each with the option that names it. {@link #check}
 * is the one place that decides whether they go together: what is written must be neither a file that is read, nor lie
 * in a folder that is read, nor be another output. Paths are compared by where they lead to. For one thread.
 */
public final class FileUses {

    private enum Way {
        READ,
        NAMED,
        WRITTEN,
        MADE
    }

    private record Use(String what, Path path, Place place, Way way) {

        boolean changes() {
            return way == Way.WRITTEN || way == Way.MADE;
        }

        /** Without the path of what is only named, which a placeholder of the configuration may have filled in. */
        String described() {
            return way == Way.NAMED ? what : what + " (" + path + ")";
        }
    }

    private final List<Use> uses = new ArrayList<>();

    /**
     * Adds a file that is read, and must be there.
     *
     * @param what the option, for messages
     */
    public void reads(String what, Path file) throws IOException {
        add(what, file, Way.READ);
    }

    /**
     * Adds a file or folder that is read, if it is there: the command that reads it rejects what is wrong with it.
     *
     * @param what the option, for messages
     */
    public void names(String what, Path path) throws IOException {
        add(what, path, Way.NAMED);
    }

    /**
     * Adds a file that is written.
     *
     * @param what the option, and what is written if that is not plain, for messages
     */
    public void writes(String what, Path file) throws IOException {
        add(what, file, Way.WRITTEN);
    }

    /**
     * Adds a folder that is made, with the folders above it.
     *
     * @param what the option, for messages
     */
    public void makes(String what, Path folder) throws IOException {
        add(what, folder, Way.MADE);
    }

    private void add(String what, Path path, Way way) throws IOException {
        try {
            uses.add(new Use(what, path, Place.of(path), way));
        } catch (FileSystemLoopException e) {
            throw new FileUseException(what + ": links lead in a circle" + (way == Way.NAMED ? "" : ": " + path));
        }
    }

    /**
     * Whether a path leads to a FIFO or a device, which nothing may be laid beside.
     *
     * @throws IOException if it cannot be looked at
     */
    public static boolean isStream(Path path) throws IOException {
        return FileKind.of(Place.of(path).path()) == FileKind.STREAM;
    }

    /** All paths, as they were given. */
    public List<Path> paths() {
        return uses.stream().map(Use::path).toList();
    }

    /**
     * Checks each by itself, then each pair.
     *
     * @throws FileUseException if one cannot be used, or two may not be the same, or one lie in another
     */
    public void check() throws IOException {
        for (Use use : uses) {
            switch (use.way) {
                case READ -> requireReadable(use);
                case WRITTEN -> requireWritable(use);
                case MADE -> requireFolderToMake(use);
                case NAMED -> {}
            }
        }
        for (int i = 0; i < uses.size(); i++) {
            for (int j = i + 1; j < uses.size(); j++) {
                requireApart(uses.get(i), uses.get(j));
            }
        }
    }

    private static void requireReadable(Use use) throws IOException {
        FileKind kind = FileKind.of(use.place.path());
        if (kind == FileKind.NOTHING) {
            throw new FileUseException(use.what + ": there is no file " + use.path);
        }
        if (kind == FileKind.FOLDER) {
            throw new FileUseException(use.what + ": " + use.path + " is a folder: expected a file");
        }
        if (!Files.isReadable(use.path)) {
            throw new FileUseException(use.what + ": " + use.path + " may not be read by this user");
        }
    }

    private static void requireWritable(Use use) throws IOException {
        Path target = use.place.path();
        FileKind kind = FileKind.of(target);
        if (kind == FileKind.FOLDER) {
            throw new FileUseException(use.what + ": " + use.path + " is a folder: expected a file");
        }
        if (kind == FileKind.UNFIT) {
            throw new FileUseException(use.what + ": " + use.path
                    + " is a socket or a block device: expected a file, a FIFO or a device for"
                    + " characters such as /dev/null");
        }
        if (kind != FileKind.NOTHING && !Files.isWritable(target)) {
            throw new FileUseException(use.what + ": " + use.path + " may not be written to by this user");
        }
        if (kind != FileKind.STREAM) {
            // A regular file is replaced as a whole, by one that grows beside it.
            requireWritableFolder(use, target.getParent());
        }
    }

    private static void requireFolderToMake(Use use) throws IOException {
        Path there = use.place.path();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there != null && there.equals(use.place.path())) {
            // It is moved into place, so its parent is what changes.
            there = there.getParent();
        }
        requireWritableFolder(use, there);
    }

    private static void requireWritableFolder(Use use, @Nullable Path folder) throws FileUseException {
        if (folder == null || !Files.exists(folder)) {
            throw new FileUseException(use.what + ": " + use.path + " cannot be written: there is no folder " + folder);
        }
        if (!Files.isDirectory(folder)) {
            throw new FileUseException(
                    use.what + ": " + use.path + " cannot be written: " + folder + " is not a folder");
        }
        if (!Files.isWritable(folder)) {
            throw new FileUseException(
                    use.what + ": " + use.path + " cannot be written: the folder " + folder + " may not be written to");
        }
    }

    private static void requireApart(Use one, Use other) throws IOException {
        if (!one.changes() && !other.changes()) {
            return;
        }
        if (one.place.isSame(other.place)) {
            if (one.changes() && other.changes() && FileKind.of(one.place.path()) == FileKind.STREAM) {
                return;
            }
            throw new FileUseException(one.described() + " and " + other.described()
                    + " are the same file: expected another one for what is written");
        }
        requireOutside(one, other);
        requireOutside(other, one);
    }

    private static void requireOutside(Use folder, Use inner) throws FileUseException {
        if (folder.place.contains(inner.place)) {
            throw new FileUseException(inner.described() + " lies in " + folder.described() + ": expected "
                    + (inner.changes() ? "what is written" : "what is read") + " to lie outside");
        }
    }
}
