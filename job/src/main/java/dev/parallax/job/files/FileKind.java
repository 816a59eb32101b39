package dev.parallax.job.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kind of file at a path, after following links. */
enum FileKind {
    /** Nothing. */
    NOTHING,
    /** A regular file. */
    REGULAR,
    /** A folder. */
    FOLDER,
    /** A character device or a FIFO, which bytes can be written to, and which is not to be replaced. */
    STREAM,
    /** A socket or a block device, which nothing is written to. */
    UNFIT;

    private static final int TYPE = 0170000;
    private static final int FIFO = 0010000;
    private static final int CHARACTER_DEVICE = 0020000;

    /** @throws IOException if it cannot be looked at */
    static FileKind of(Path path) throws IOException {
        if (!Files.exists(path)) {
            return NOTHING;
        }
        if (Files.isDirectory(path)) {
            return FOLDER;
        }
        if (Files.isRegularFile(path)) {
            return REGULAR;
        }
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return UNFIT;
        }
        int type = ((Number) Files.getAttribute(path, "unix:mode")).intValue() & TYPE;
        return type == FIFO || type == CHARACTER_DEVICE ? STREAM : UNFIT;
    }
}
