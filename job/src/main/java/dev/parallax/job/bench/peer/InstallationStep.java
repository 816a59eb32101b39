package dev.parallax.job.bench.peer;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One run of npm or Maven. What it prints goes to a file. */
final class InstallationStep {

    private static final Duration LIMIT = Duration.ofMinutes(15);

    private InstallationStep() {}

    /**
     * Runs a command to its end.
     *
     * @param folder the folder in which it runs
     * @param log the file for what it prints
     * @throws PeerException if it cannot be started, ends with another status than 0, or takes longer than 15 minutes
     */
    static void run(PeerEnvironment environment, List<String> command, Path folder, Path log)
            throws PeerException, InterruptedException {
        String shown =
                Path.of(command.get(0)).getFileName() + " " + String.join(" ", command.subList(1, command.size()));
        try {
            Process process = environment
                    .process(command)
                    .directory(folder.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    throw new PeerException(shown + " did not end within " + LIMIT.toMinutes() + " minutes");
                }
            } finally {
                process.destroyForcibly();
            }
            if (process.exitValue() != 0) {
                throw new PeerException(shown + " ended with status " + process.exitValue() + ": " + reason(log));
            }
        } catch (IOException e) {
            throw new PeerException(shown + " cannot be run: " + e.getMessage(), e);
        }
    }

    /** The first line of a log that names an error, else the last one. */
    static String reason(Path log) throws IOException {
        List<String> lines = new String(Files.readAllBytes(log), Charset.defaultCharset())
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).contains("error") || line.contains("Exception"))
                .findFirst()
                .orElse(lines.isEmpty() ? "it printed nothing" : lines.get(lines.size() - 1));
    }
}
