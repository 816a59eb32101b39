package dev.parallax.job.endpoint.tail;

import java.util.List;

/**
 * The state of a reader's connection to the brokers.
 *
 * @param connected whether they answered when they were last asked
 * @param missing topics that are not there or may not be read, as far as that is known
 * @param problem what went wrong, for display and without secrets; empty where nothing did
 */
public record TailStatus(boolean connected, List<String> missing, String problem) {

    /** Copies the list. */
    public TailStatus {
        missing = List.copyOf(missing);
    }

    /** Before the brokers were asked for the first time. */
    public static TailStatus connecting() {
        return new TailStatus(false, List.of(), "");
    }

    static TailStatus connected(List<String> missing) {
        return new TailStatus(true, missing, "");
    }

    static TailStatus disconnected(String problem) {
        return new TailStatus(false, List.of(), problem);
    }
}
