package dev.parallax.encode.sparknlp;

import dev.parallax.train.spark.MllibComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The main class of the Maven profile {@code spark-nlp}, with the commands {@code fuzz}, {@code golden}, {@code
 * bench}, {@code mllib} or {@code mllib-golden}; see the module's README.
 */
public final class SparkNlpComparison {

    private static final Path WORK = Path.of("target", "sparknlp");

    private SparkNlpComparison() {}

    /**
     * Runs one of them.
     *
     * @param arguments its name, then for {@code fuzz} a seed and a number of texts, and for {@code bench} a
     *     model folder behind them
     * @throws IOException if the twin differs, or something cannot be read, written or started
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Files.createDirectories(WORK);
        String what = arguments.length == 0 ? "nothing" : arguments[0];
        switch (what) {
            case "fuzz" -> Fuzz.run(WORK, Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
            case "golden" -> MakeGoldenFiles.run(WORK);
            case "bench" -> SpeedComparison.run(WORK, Path.of(arguments[3]));
            case "mllib" -> MllibComparison.compare(WORK);
            case "mllib-golden" -> MllibComparison.makeGolden(WORK);
            default ->
                throw new IllegalArgumentException("Cannot run " + what
                        + ": expected fuzz, golden, bench, mllib or mllib-golden in sparknlp.run");
        }
    }
}
