package dev.parallax.job.command;

import java.util.LinkedHashMap;
import java.util.Map;

/** The exit statuses of {@code parallax}, the same for every command. */
public final class ExitStatus {

    /** Success. */
    public static final int OK = 0;

    /** The input, a file, the configuration, the model or the machine is invalid or unsuitable. */
    public static final int FAILED = 1;

    /** Invalid command line: an unknown option or an invalid value. */
    public static final int USAGE = 2;

    /** Success with dead letters, if {@code --fail-on-dead-letters} was given. */
    static final int DEAD_LETTERS = 3;

    /** The change by {@code optimize} is out of its limits, and no model was written. */
    static final int OUT_OF_LIMITS = 4;

    /** The reader of standard output closed the pipe: the status of a process ended by {@code SIGPIPE} (128 + 13). */
    public static final int CLOSED_PIPE = 141;

    private ExitStatus() {}

    /** The meaning of each status, for the help of every command. */
    public static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        meanings.put(" 0", "All is well.");
        meanings.put(" 1", "The input, a file, the configuration, the model or the machine is invalid or unsuitable.");
        meanings.put(" 2", "Invalid command line.");
        meanings.put(" 3", "It finished with dead letters, and --fail-on-dead-letters was given.");
        meanings.put(" 4", "optimize: the change is out of the limits, and no model was written.");
        meanings.put("130", "Ended by Ctrl-C (SIGINT).");
        meanings.put("141", "The reader of standard output closed the pipe (as by SIGPIPE).");
        meanings.put("143", "Ended by SIGTERM.");
        return meanings;
    }
}
