package dev.parallax.job.command;

import dev.parallax.job.files.FileUses;
import java.io.IOException;

/** A command, or arguments mixed into one, with options that name files or folders. */
public interface FileUser {

    /**
     * Adds all files and folders that the command will read and write, as its options stand; it is called before the
     * command is.
     *
     * @throws IOException if one cannot be used
     */
    void declare(FileUses files) throws IOException;
}
