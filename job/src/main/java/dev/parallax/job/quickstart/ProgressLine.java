package dev.parallax.job.quickstart;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * Prints progress: on a terminal as one line that is overwritten, elsewhere as a line every ten seconds. For one
 * thread.
 */
final class ProgressLine {

    private static final long BETWEEN_LINES_NANOS = 10_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private long printed;

    /**
     * @param out where lines go
     * @param terminal whether {@code out} is a terminal
     * @param nanoTime clock, as {@link System#nanoTime}
     */
    ProgressLine(PrintStream out, boolean terminal, LongSupplier nanoTime) {
        this.out = out;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.printed = nanoTime.getAsLong();
    }

    /** Prints the line if it is time for one. */
    void print(QuickstartProgress progress) {
        long now = nanoTime.getAsLong();
        if (terminal) {
            out.print("\r" + progress.text() + "   ");
        } else if (now - printed >= BETWEEN_LINES_NANOS) {
            out.print(progress.text() + "\n");
            printed = now;
        }
        out.flush();
    }

    /** Prints the last line. */
    void end(QuickstartProgress progress) {
        out.print((terminal ? "\r" : "") + progress.text() + (terminal ? "   \n" : "\n"));
        out.flush();
    }
}
