package dev.parallax.job.command;

import dev.parallax.job.files.FileUses;
import java.io.IOException;

/** A command or mix-in that declares the files and folders which its options name, before it runs. */
public interface DeclaresFiles {

    /**
     * Declares all files and folders that the command will read and write. Called before the command runs.
     *
     * @throws IOException if one cannot be used
     */
    void declare(FileUses files) throws IOException;
}
