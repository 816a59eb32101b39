package dev.parallax.job.bench.peer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The runner of the real Spark NLP, which the checkout has in {@code operators/src/sparknlp/runner}, built by Maven.
 *
 * @param folder the folder of its sources
 * @param classPath its classes and the jars of Spark and Spark NLP
 */
record SparkNlpRunner(Path folder, String classPath) {

    private static final String MAIN = "dev.parallax.sparknlp.Runner";
    private static final Path IN_CHECKOUT = Path.of("operators", "src", "sparknlp", "runner");

    /**
     * Builds it. The first time Maven downloads the jars.
     *
     * @param log the file for what Maven prints
     * @throws PeerException if this process was not started from a checkout, or Maven fails
     */
    static SparkNlpRunner build(PeerEnvironment environment, Path log) throws PeerException, InterruptedException {
        Path checkout = environment
                .checkout()
                .orElseThrow(() -> new PeerException("its runner is built from a checkout of Parallax, and this process"
                        + " was not started by job/bin/parallax of one"));
        Path folder = checkout.resolve(IN_CHECKOUT);
        Path pom = folder.resolve("pom.xml");
        if (!Files.isRegularFile(pom)) {
            throw new PeerException("its runner is built from a checkout of Parallax, and there is no " + pom);
        }
        Path maven = environment.find("mvn").orElse(checkout.resolve("mvnw"));
        List<String> command = new ArrayList<>(List.of(maven.toString(), "-q", "-B"));
        command.addAll(environment.mavenArguments());
        command.addAll(List.of("-f", pom.toString(), "process-classes"));
        InstallationStep.run(environment, command, folder, log);
        Path built = folder.resolve("target");
        try {
            return new SparkNlpRunner(
                    folder,
                    built.resolve("classes")
                            + File.pathSeparator
                            + Files.readString(built.resolve("classpath.txt")).strip());
        } catch (IOException e) {
            throw new PeerException("Maven made no " + built.resolve("classpath.txt") + ": " + e.getMessage(), e);
        }
    }

    /**
     * The command that starts it.
     *
     * @param model a folder as Spark NLP's {@code loadSavedModel} takes it
     * @param work the folder for temporary files
     * @param threads threads of Spark; ONNX Runtime has one in each
     */
    List<String> command(Path model, Path work, int threads) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + folder.resolve("java.args"),
                "-Djava.io.tmpdir=" + work,
                "-cp",
                classPath,
                MAIN,
                model.toString(),
                String.valueOf(threads));
    }

    /** The version of a jar on the class path, such as {@code 5.5.3} of {@code spark-nlp_2.12}. */
    String version(String artifact) {
        Matcher jar = Pattern.compile(Pattern.quote(artifact) + "-([0-9][^/" + File.pathSeparator + "]*)\\.jar")
                .matcher(classPath);
        return jar.find() ? jar.group(1) : "of an unknown version";
    }
}
