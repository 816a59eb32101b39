package dev.parallax.job.files;

import java.io.IOException;

/** A file or folder of the command line that cannot be used as it is asked for; the message names the option. */
public final class FileUseException extends IOException {

    FileUseException(String message) {
        super(message);
    }
}
