package dev.parallax.job.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** A folder of programs that stands for the {@code PATH}, a cache and a checkout, all empty at first. */
public final class FakePrograms {

    private final Path folder;

    /**
     * No programs.
     *
     * @param folder an empty folder
     */
    public FakePrograms(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("bin"));
    }

    /** Adds a program, a script of the shell. */
    public FakePrograms program(String name, String script) throws IOException {
        Path file = folder.resolve("bin").resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return this;
    }

    /** Adds a {@code node} that answers as the script does. */
    public FakePrograms node() throws IOException {
        return program("node", "exec " + java(FakeNode.class.getName()) + " \"$@\"");
    }

    /** Adds an {@code npm} that installs nothing, for a package.json that pins the package. */
    public FakePrograms npm() throws IOException {
        return program(
                "npm",
                "while read -r line; do\ncase $line in *'\"@huggingface/transformers\": \"'[0-9]*) found=yes ;; esac\n"
                        + "done < package.json\n[ \"$found\" = yes ]");
    }

    /** Adds a checkout, whose runner {@code mvn} builds from classes of the tests. */
    public FakePrograms runner() throws IOException {
        Path runner = checkout().resolve("operators/src/sparknlp/runner");
        Files.createDirectories(runner.resolve("target"));
        Files.writeString(runner.resolve("pom.xml"), "<project/>");
        Files.copy(Path.of("..", "operators", "src", "sparknlp", "runner", "java.args"), runner.resolve("java.args"));
        return program(
                "mvn",
                "echo '/jars/spark-nlp_2.12-5.5.3.jar:/jars/spark-core_2.12-3.5.7.jar:/jars/onnxruntime-1.19.2.jar:"
                        + System.getProperty("java.class.path") + "' > target/classpath.txt");
    }

    private static String java(String main) {
        return "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '"
                + System.getProperty("java.class.path") + "' " + main;
    }

    /** The folder that stands for a checkout. */
    public Path checkout() {
        return folder.resolve("checkout");
    }

    /** The folder that stands for the cache. */
    public Path cache() {
        return folder.resolve("cache");
    }

    /** The environment, with a checkout if there is one. */
    public PeerEnvironment environment() {
        return new PeerEnvironment(
                Optional.of(checkout()).filter(Files::isDirectory),
                folder.resolve("bin").toString(),
                cache(),
                List.of());
    }
}
