package dev.parallax.infer.onnx;

import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.HeadOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.encode.Encoding;
import dev.parallax.text.file.FileFormat;
import dev.parallax.train.data.ClassWeight;
import dev.parallax.train.model.EncoderFolder;
import dev.parallax.train.HeadTrainer;
import dev.parallax.train.perceptron.Initialization;
import dev.parallax.train.optimise.Loss;
import dev.parallax.train.optimise.Optimizer;
import dev.parallax.train.perceptron.PerceptronOptions;
import dev.parallax.train.model.Pooling;
import dev.parallax.train.TrainingRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the cost of other heads: bge-small-en-v1.5 with a perceptron 384–600–2 on a batch of 16 texts of 32 tokens,
 * alone and with two more of the same. The models take turns within one measurement, so that a machine that changes
 * its speed changes it for both.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 10)
@Fork(1)
public class HeadBenchmark {

    private static final int ROWS = 16;
    private static final int TOKENS = 32;

    private final List<Encoding> batch = new ArrayList<>();
    private Path folder;
    private OnnxClassifier alone;
    private OnnxClassifier withHeads;
    private long aloneNanos;
    private long withHeadsNanos;

    /** Trains the classifier and opens it twice. */
    @Setup
    public void open() throws IOException {
        folder = Files.createTempDirectory("parallax-jmh");
        Path encoder = Files.createDirectory(folder.resolve("encoder"));
        lay("/bge-small-en-v1.5.onnx", encoder.resolve("model.onnx"));
        lay("/bge-small-en-v1.5-tokenizer.json", encoder.resolve("tokenizer.json"));
        Path data = Files.writeString(
                folder.resolve("data.tsv"), "a\tgood\nb\tbad\na\tgreat\nb\tawful\n".repeat(5));
        Path model = folder.resolve("model");
        var unused = HeadTrainer.train(
                new TrainingRequest(
                        EncoderFolder.open("bge", encoder),
                        List.of(data),
                        List.of(),
                        List.of(),
                        model,
                        1,
                        TOKENS,
                        2,
                        OptionalDouble.empty(),
                        "",
                        Pooling.CLS,
                        Optional.of(new PerceptronOptions(
                                List.of(600),
                                Optimizer.LBFGS,
                                2,
                                1,
                                1,
                                Initialization.SPARK,
                                Loss.CROSS_ENTROPY,
                                ClassWeight.NONE,
                                1)),
                        false,
                        FileFormat.AUTO),
                (stage, done, total) -> {});
        ModelBundle bundle = ModelBundle.read(model, null, TOKENS);
        DeviceOptions cpu = DeviceOptions.CPU.withCpuThreads(2);
        alone = OnnxClassifier.open(bundle, cpu);
        withHeads = OnnxClassifier.open(
                bundle,
                cpu,
                List.of(new HeadOptions("one", model.toString()), new HeadOptions("two", model.toString())));
        for (int row = 0; row < ROWS; row++) {
            int[] ids = new int[TOKENS];
            for (int i = 0; i < TOKENS; i++) {
                ids[i] = 1000 + row * TOKENS + i;
            }
            batch.add(Encoding.of(ids));
        }
    }

    private static void lay(String resource, Path file) throws IOException {
        try (InputStream in = HeadBenchmark.class.getResourceAsStream(resource)) {
            Files.copy(Objects.requireNonNull(in, resource), file);
        }
    }

    /** Closes the models, deletes them, and prints the ratio. */
    @TearDown
    public void close() throws IOException {
        alone.close();
        withHeads.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(HeadBenchmark::delete);
        }
        System.out.printf("%nTime with two heads by time without: %.4f%n", (double) withHeadsNanos / aloneNanos);
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A batch without other heads, and the same with two. */
    @Benchmark
    public int inTurns() throws ClassifierException {
        long start = System.nanoTime();
        int rows = alone.score(batch).size();
        long middle = System.nanoTime();
        rows += withHeads.score(batch).size();
        aloneNanos += middle - start;
        withHeadsNanos += System.nanoTime() - middle;
        return rows;
    }
}
