package dev.parallax.job;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A separate process of {@code parallax}, started as by its launcher. It never outlives this JVM. For one thread. */
final class CommandProcess implements AutoCloseable {

    private static final Set<Process> ALL = ConcurrentHashMap.newKeySet();
    private static final long PATIENCE_SECONDS = 120;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ALL.forEach(Process::destroyForcibly)));
    }

    private final Process process;
    private final Path err;

    private CommandProcess(Process process, Path err) {
        this.process = process;
        this.err = err;
    }

    /**
     * The environment of a process.
     *
     * @param scratch folder for standard error, with the folder {@code tmp} for temporary files
     * @param input standard input
     * @param output standard output; a pipe if it is {@code Redirect.PIPE}
     * @param locale value of {@code LC_ALL}
     */
    record Program(Path scratch, Path input, Redirect output, String locale) {

        /** Empty input, a pipe for output and a UTF-8 locale. */
        static Program in(Path scratch) throws IOException {
            Path nothing = Files.writeString(scratch.resolve("nothing"), "");
            return new Program(scratch, nothing, Redirect.PIPE, "C.UTF-8");
        }

        /** Folder of temporary files. */
        Path temporary() {
            return scratch.resolve("tmp");
        }

        /** Starts it. */
        CommandProcess start(String... arguments) throws IOException {
            return start(List.of(), arguments);
        }

        /**
         * Starts it with one more argument of arbitrary bytes, which this JVM cannot pass if its own locale does not
         * have them.
         *
         * @param printed the argument, as {@code printf} of a shell writes it
         */
        CommandProcess startWith(String printed, String... arguments) throws IOException {
            return start(List.of("sh", "-c", "exec \"$@\" \"$(printf '" + printed + "')\"", "sh"), arguments);
        }

        private CommandProcess start(List<String> before, String... arguments) throws IOException {
            Files.createDirectories(temporary());
            Path err = Files.createTempFile(scratch, "err", "");
            List<String> command = new ArrayList<>(before);
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            for (String opened : List.of("lang", "net", "time", "util", "util.concurrent")) {
                command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
            }
            command.add("-XX:TieredStopAtLevel=1");
            command.add("-Dparallax.launched=true");
            Path own = Files.createTempDirectory(temporary(), "parallax-process.");
            command.add("-Djava.io.tmpdir=" + own);
            command.add("-Dparallax.temporary=" + own);
            command.add("-Dlog4j2.configurationFile=classpath:log4j2.properties");
            command.add("dev.parallax.job.Main");
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(input.toFile())
                    .redirectOutput(output)
                    .redirectError(err.toFile());
            builder.environment().put("LC_ALL", locale);
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            Process process = builder.start();
            ALL.add(process);
            return new CommandProcess(process, err);
        }
    }

    /** The process. */
    Process process() {
        return process;
    }

    /** Waits until it ends and returns its status. */
    int status() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The process did not end within " + PATIENCE_SECONDS + " s");
        }
        return process.exitValue();
    }

    /** Lines on standard error so far. */
    List<String> err() throws IOException {
        return Files.readAllLines(err);
    }

    /** All of standard output, in UTF-8; waits until it ends. */
    String out() throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        ALL.remove(process);
    }
}
