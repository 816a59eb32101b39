package dev.parallax.job.command;

import java.util.LinkedHashMap;
import java.util.Map;

/** The statuses that the process {@code parallax} ends with, for every command. */
public final class ExitStatus {

    /** All is well. */
    public static final int OK = 0;

    /** The input, a file, the configuration, the model or the machine is not what it must be. */
    public static final int FAILED = 1;

    /** The call is wrong: an option that there is not, or a value that it cannot have. */
    public static final int WRONG_CALL = 2;

    /** It finished, but there are dead letters, and {@code --fail-on-dead-letters} was given. */
    static final int DEAD_LETTERS = 3;

    /** Nobody reads standard output any more: what a process has that {@code SIGPIPE} ends (128 and 13). */
    public static final int CLOSED_PIPE = 141;

    private ExitStatus() {}

    /** What each means, for the help of every command. */
    public static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        meanings.put(" 0", "All is well.");
        meanings.put(" 1", "The input, a file, the configuration, the model or the machine is not what it must be.");
        meanings.put(" 2", "The call is wrong.");
        meanings.put(" 3", "It finished with dead letters, and --fail-on-dead-letters was given.");
        meanings.put("130", "Ended by Ctrl-C (SIGINT).");
        meanings.put("141", "Nobody reads standard output any more (as by SIGPIPE).");
        meanings.put("143", "Ended by SIGTERM.");
        return meanings;
    }
}
