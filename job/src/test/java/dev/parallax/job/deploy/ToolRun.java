package dev.parallax.job.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A finished run of an external program.
 *
 * @param status its exit status
 * @param output its standard output and error
 */
record ToolRun(int status, String output) {

    /**
     * Runs a program and waits for its end.
     *
     * @param folder folder for its output
     * @param command the program and its arguments
     */
    static ToolRun of(Path folder, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        return new ToolRun(status, Files.readString(output, StandardCharsets.UTF_8));
    }
}
