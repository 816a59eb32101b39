package dev.parallax.job;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** Runs {@code parallax} in this process, with redirected standard streams. */
public final class StandardStreams {

    /**
     * The result of a run.
     *
     * @param status exit status
     * @param out lines on standard output
     * @param err output of the command line to standard error
     */
    public record Run(int status, List<String> out, String err) {}

    private StandardStreams() {}

    /** Runs the command line with empty standard input. */
    public static Run run(String... arguments) {
        return run(new byte[0], arguments);
    }

    /** Runs the command line with bytes on standard input. */
    public static Run run(byte[] input, String... arguments) {
        InputStream stdin = System.in;
        PrintStream stdout = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        System.setIn(new ByteArrayInputStream(input));
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        CommandLine commandLine = Main.commandLine();
        commandLine.setErr(new PrintWriter(err, true));
        try {
            int status = commandLine.execute(arguments);
            commandLine.getOut().flush();
            System.out.flush();
            return new Run(
                    status, written.toString(StandardCharsets.UTF_8).lines().toList(), err.toString());
        } finally {
            System.setIn(stdin);
            System.setOut(stdout);
        }
    }
}
