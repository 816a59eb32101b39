package dev.parallax.job;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * Runs a command of {@code parallax} on many folders, one after the other, in a separate process, and writes a line of
 * JSON for each: its status and its failure. A process that crashes on one of them writes no more.
 */
final class HostileFoldersProcess {

    /**
     * The result of a run.
     *
     * @param folder name of the folder
     * @param status status of the command
     * @param failure class of the failure; empty if there is none
     * @param message the error message
     */
    record Run(String folder, int status, String failure, String message) {}

    private HostileFoldersProcess() {}

    /** Runs {@code arguments[0]} on the folders that follow. */
    public static void main(String[] arguments) throws Exception {
        PrintStream lines = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        JsonMapper mapper = JsonMapper.builder().build();
        for (int i = 1; i < arguments.length; i++) {
            Path folder = Path.of(arguments[i]);
            lines.println(mapper.writeValueAsString(run(arguments[0], folder)));
        }
        // Clusters that did not start may have left threads.
        System.exit(0);
    }

    private static Run run(String command, Path folder) {
        List<Exception> failures = new ArrayList<>();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine()
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    failures.add(failure);
                    return 1;
                });
        int status = commandLine.execute(arguments(command, folder));
        Exception failure = failures.isEmpty() ? null : failures.get(0);
        return new Run(
                String.valueOf(folder.getFileName()),
                status,
                failure == null ? "" : failure.getClass().getSimpleName(),
                failure == null ? err.toString() : String.valueOf(failure.getMessage()));
    }

    private static String[] arguments(String command, Path folder) {
        List<String> arguments = new ArrayList<>(List.of(command, "--set", "inference.provider=cpu"));
        if (command.equals("check")) {
            arguments.addAll(List.of("--model", folder.toString()));
        } else {
            arguments.addAll(List.of("--set", "model.path=" + folder, "--input"));
            arguments.add(folder.resolveSibling("texts.txt").toString());
            arguments.addAll(List.of(
                    "--output",
                    folder.resolveSibling(folder.getFileName() + ".out").toString()));
        }
        return arguments.toArray(String[]::new);
    }

    static Run read(String line) throws Exception {
        Map<?, ?> run = JsonMapper.builder().build().readValue(line, Map.class);
        return new Run((String) run.get("folder"), (Integer) run.get("status"), (String) run.get("failure"), (String)
                run.get("message"));
    }
}
