package dev.parallax.job.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A separate Java process with its output in a file. It never outlives this JVM. For one thread. */
final class JavaProcess implements AutoCloseable {

    private static final Set<Process> ALL = ConcurrentHashMap.newKeySet();
    private static final long PATIENCE_SECONDS = 30;
    private static final long KIB = 1024;

    /** Options of every JVM, before those of its program. */
    private static final List<String> OPTIONS = Stream.of(
                    System.getProperty("parallax.cluster.jvm", "").split(" ", -1))
            .filter(option -> !option.isBlank())
            .toList();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ALL.forEach(Process::destroyForcibly)));
    }

    private final Process process;
    private final Path log;

    private JavaProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * A program to start.
     *
     * @param mainClass its main class
     * @param classPath jars and folders
     * @param options of the JVM
     * @param environment variables beside those of this process
     */
    record Program(String mainClass, List<Path> classPath, List<String> options, Map<String, String> environment) {

        /** Starts it; its output is appended to {@code log}. */
        JavaProcess start(Path log, List<String> arguments) {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(OPTIONS);
            command.addAll(options);
            command.add(mainClass);
            command.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            builder.environment()
                    .put(
                            "CLASSPATH",
                            classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
            try {
                Process process = builder.start();
                ALL.add(process);
                return new JavaProcess(process, log);
            } catch (IOException e) {
                throw new UncheckedIOException("The program " + mainClass + " did not start", e);
            }
        }
    }

    /** Ends it at once, as {@code kill -9} does, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Process " + process.pid() + " is still there after a kill");
        }
        ALL.remove(process);
    }

    /** Freezes it by SIGSTOP: it does not respond until it is resumed, and its connections stay open. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Resumes it by SIGCONT. */
    void wake() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("Process " + process.pid() + " took no signal " + name);
        }
    }

    /** Waits until it ends by itself, and returns its status. */
    int await(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            kill();
            throw new IllegalStateException("The program did not end within " + seconds + " s: " + output());
        }
        ALL.remove(process);
        return process.exitValue();
    }

    /** Whether it runs. */
    boolean alive() {
        return process.isAlive();
    }

    /** Its output so far. */
    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Resident set as Linux counts it, native memory included, MiB. */
    long residentMiB() throws IOException {
        return Files.readString(Path.of("/proc/" + process.pid() + "/status"))
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIB)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
