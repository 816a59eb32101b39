package dev.parallax.job.bench.peer;

/**
 * Thrown where another program is not there, cannot be installed or started, or gives no answer. The message is one
 * line for a table: what was expected, and what was found.
 */
public final class PeerException extends Exception {

    private static final int LONGEST = 300;

    /** @param message put on one line, and cut where it is very long */
    public PeerException(String message) {
        super(line(message));
    }

    /**
     * A failure of this process to read or write.
     *
     * @param message put on one line, and cut where it is very long
     */
    public PeerException(String message, Throwable cause) {
        super(line(message), cause);
    }

    private static String line(String message) {
        String line = message.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …";
    }
}
