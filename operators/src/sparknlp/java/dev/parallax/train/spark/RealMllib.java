package dev.parallax.train.spark;

import dev.parallax.train.data.LabelledFeatures;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real Spark MLlib, in a separate process with a separate class path, like {@code RealSparkNlp}. */
final class RealMllib {

    private static final Path RUNNER = Path.of("src", "sparknlp", "runner", "target");
    private static final String MAIN = "dev.parallax.sparknlp.Mllib";
    // What Spark 3.5 reads by reflection on JDK 17.
    private static final List<String> OPENED =
            List.of("java.lang", "java.lang.invoke", "java.nio", "java.util", "java.util.concurrent", "sun.nio.ch");

    private RealMllib() {}

    /**
     * Fits a perceptron, which the process saves.
     *
     * @param rows a file as {@link #write} writes it
     * @param saved the folder to save to
     * @param warmUps fits that do not count
     * @return {@code seconds}, {@code losses}, {@code weights} and {@code probabilities} of the first rows
     */
    static JsonNode fit(
            Path rows, String layers, int iterations, long seed, int threads, Path saved, int warmUps)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx4g");
        command.add("--add-modules=jdk.incubator.vector");
        OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        command.add("-cp");
        command.add(RUNNER.resolve("classes")
                + File.pathSeparator
                + Files.readString(RUNNER.resolve("classpath.txt")).strip());
        command.addAll(List.of(
                MAIN,
                rows.toString(),
                layers,
                String.valueOf(iterations),
                String.valueOf(seed),
                String.valueOf(threads),
                saved.toAbsolutePath().toString(),
                String.valueOf(warmUps)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String reply = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("The process of the real Spark MLlib ended with status " + process.exitValue()
                    + ": see what it printed");
        }
        return JsonMapper.builder().build().readTree(reply);
    }

    /** Writes rows as {@link MllibRows} reads them. */
    static void write(LabelledFeatures data, Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(data.size());
            out.writeInt(data.width());
            for (int i = 0; i < data.size(); i++) {
                out.writeInt(data.classes()[i]);
                for (float feature : data.rows()[i]) {
                    out.writeFloat(feature);
                }
            }
        }
    }
}
