package dev.parallax.train.spark;

import dev.parallax.train.data.ClassWeight;
import dev.parallax.train.data.LabelledFeatures;
import dev.parallax.train.data.Progress;
import dev.parallax.train.optimise.Loss;
import dev.parallax.train.optimise.Optimizer;
import dev.parallax.train.perceptron.Initialization;
import dev.parallax.train.perceptron.Perceptron;
import dev.parallax.train.perceptron.PerceptronFit;
import dev.parallax.train.perceptron.PerceptronOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The perceptron beside the real Spark MLlib's, on the same rows: losses, weights, probabilities, and how long a fit
 * takes.
 */
public final class MllibComparison {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "mllib");
    private static final double SAME_LOSS = 0.01;
    private static final double SAME_PROBABILITY = 1e-9;

    private MllibComparison() {}

    /**
     * Fits small networks, and 10,240 rows of 384 features to layers 384, 600, 2 by up to 100 iterations, with both;
     * those are ten times the same, and three in ten have a label by chance, so that no network can learn all of them
     * and no fit ends early. MLlib takes the mean of the means of blocks of 128 rows, so that only whole blocks have
     * the same loss here and there.
     *
     * @param work a folder for files
     * @throws IOException if the two differ, or the real one cannot be run
     */
    public static void compare(Path work) throws IOException, InterruptedException {
        for (long seed : new long[] {1, 2, 3}) {
            String what = "seed " + seed + ", 1,024 x 20 to 10 to 3";
            compare(work, what, rows(1024, 1024, 20, 3, 0, seed), List.of(10), 30, seed, 1, 0);
        }
        int cores = Runtime.getRuntime().availableProcessors();
        compare(work, "10,240 x 384 to 600 to 2", rows(10_240, 1024, 384, 2, 0.3, 7), List.of(600), 100, 7, cores, 1);
    }

    private static void compare(
            Path work,
            String what,
            LabelledFeatures data,
            List<Integer> hidden,
            int iterations,
            long seed,
            int threads,
            int warmUps)
            throws IOException, InterruptedException {
        Path rows = work.resolve("rows.bin");
        RealMllib.write(data, rows);
        PerceptronOptions options = new PerceptronOptions(
                hidden,
                Optimizer.LBFGS,
                iterations,
                1,
                1,
                Initialization.SPARK,
                Loss.CROSS_ENTROPY,
                ClassWeight.NONE,
                seed);
        for (int i = 0; i < warmUps; i++) {
            PerceptronFit.of(data, options, Progress.NONE);
        }
        long start = System.nanoTime();
        PerceptronFit ours = PerceptronFit.of(data, options, Progress.NONE);
        double seconds = (System.nanoTime() - start) / 1e9;
        Path saved = work.resolve("mllib");
        JsonNode real = RealMllib.fit(
                rows,
                data.width() + "," + hidden.get(0) + "," + data.classCount(),
                iterations,
                seed,
                threads,
                saved,
                warmUps);
        double lastReal = real.path("losses").path(real.path("losses").size() - 1).asDouble();
        double last = ours.losses().get(ours.losses().size() - 1);
        Perceptron theirs = SparkPerceptron.read(saved).network();
        double farthest = farthest(data, theirs, real.path("probabilities"));
        int same = 0;
        for (float[] row : data.rows()) {
            same += ours.network().predict(row) == theirs.predict(row) ? 1 : 0;
        }
        System.out.printf(
                Locale.ROOT,
                "%s: MLlib %d iterations to %.6f in %.1f s, ours %d to %.6f in %.1f s; imported, probabilities "
                        + "are %.1e apart at most;"
                        + " fitted by each, %d of %d rows get the same class%n",
                what,
                real.path("losses").size() - 1,
                lastReal,
                real.path("seconds").asDouble(),
                ours.losses().size() - 1,
                last,
                seconds,
                farthest,
                same,
                data.size());
        if (last > lastReal * (1 + SAME_LOSS) || farthest > SAME_PROBABILITY) {
            throw new IOException(what + ": expected a loss of at most " + lastReal * (1 + SAME_LOSS)
                    + " and probabilities within " + SAME_PROBABILITY);
        }
    }

    private static double farthest(LabelledFeatures data, Perceptron network, JsonNode probabilities) {
        double farthest = 0;
        for (int i = 0; i < probabilities.size(); i++) {
            double[] ours = network.probabilities(data.rows()[i]);
            for (int c = 0; c < ours.length; c++) {
                farthest = Math.max(
                        farthest,
                        Math.abs(ours[c] - probabilities.path(i).path(c).asDouble()));
            }
        }
        return farthest;
    }

    /**
     * Rows whose classes overlap, {@code distinct} of them again and again, and a share of all with labels by chance.
     */
    private static LabelledFeatures rows(
            int count, int distinct, int width, int classes, double byChance, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[count][width];
        int[] truths = new int[count];
        for (int i = 0; i < count; i++) {
            truths[i] = random.nextInt(classes);
            for (int j = 0; j < width; j++) {
                rows[i][j] = (float) (random.nextGaussian() + (j % classes == truths[i] ? 0.1 : 0));
            }
        }
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = rows[i % distinct];
            labels[i] = random.nextDouble() < byChance ? random.nextInt(classes) : truths[i % distinct];
        }
        return new LabelledFeatures(rows, labels, classes);
    }

    /**
     * Remakes the golden files.
     *
     * @param work a folder for files
     */
    public static void makeGolden(Path work) throws IOException, InterruptedException {
        Path rows = GOLDEN.resolve("rows.bin");
        Path saved = work.resolve("mllib-golden");
        JsonNode start = RealMllib.fit(rows, "4,5,3", 0, 11, 1, saved, 0);
        JsonNode end = RealMllib.fit(rows, "4,5,3", 30, 11, 1, saved, 0);
        ObjectNode expected = JsonMapper.builder().build().createObjectNode();
        expected.set("start", start.path("weights"));
        for (String field : List.of("losses", "weights", "probabilities")) {
            expected.set(field, end.path(field));
        }
        Files.writeString(GOLDEN.resolve("expected.json"), expected.toString());
        Files.copy(
                saved.resolve("metadata").resolve("part-00000"),
                GOLDEN.resolve("model").resolve("metadata").resolve("part-00000"),
                StandardCopyOption.REPLACE_EXISTING);
        try (Stream<Path> files = Files.list(saved.resolve("data"))) {
            Path data = files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
            Files.copy(data, SavedBySpark.data(GOLDEN.resolve("model")), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
