package dev.parallax.evaluate.window;

import dev.parallax.evaluate.QualityHarness;
import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.observation.Observation;
import dev.parallax.evaluate.observation.Observation.Compared;
import dev.parallax.evaluate.observation.Observation.Predicted;
import dev.parallax.evaluate.QualityOptions.DriftOptions;
import dev.parallax.evaluate.QualityOptions.ReferenceKind;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.Comparison.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the cost of the windows in Flink's operator with state on the heap: a text is its prediction and its
 * comparison.
 */
@State(Scope.Benchmark)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class WindowBenchmark {

    private static final int TEXTS = 10_000;
    private static final int TEXTS_OF_A_SLIDE = 10;
    private static final long SEED = 1;

    /** Classes of the model. */
    @Param({"2", "151"})
    public int classes;

    /** Slides of a window. */
    @Param({"20", "3600"})
    public int slides;

    private final Random random = new Random(SEED);
    private QualityHarness harness;
    private long slideMillis;
    private long now;

    /** Opens the operator and fills a window. */
    @Setup
    public void open() throws Exception {
        Path folder = Files.createTempDirectory("window-benchmark");
        String[] labels = IntStream.range(0, classes).mapToObj(i -> "class " + i).toArray(String[]::new);
        Path model = TinyModel.bert().labels(labels).write(folder);
        ServingOptions serving = new ServingOptions(
                model.toString(),
                "tiny",
                ModelBundle.MODEL_LIMIT,
                new DeviceOptions(DeviceOptions.Provider.CPU, 1, 0, 0, false, Duration.ofMinutes(1)),
                BatchPolicy.DEFAULT);
        slideMillis = slides == 3600 ? 1000 : 30_000;
        harness = QualityHarness.open(
                serving,
                QualityHarness.options(
                        QualityHarness.sizes(slides * slideMillis, slideMillis, 3_600_000),
                        new DriftOptions(ReferenceKind.FROZEN, 1000, null)));
        for (int i = 0; i <= slides; i++) {
            slide();
        }
    }

    /** Closes it. */
    @TearDown
    public void close() throws Exception {
        harness.close();
    }

    private void text(long timestampMillis) throws Exception {
        int primary = random.nextInt(classes);
        boolean agreed = random.nextInt(20) > 0;
        int shadow = agreed ? primary : random.nextInt(classes);
        Predicted predicted = new Predicted(primary, 0.5f + random.nextFloat() / 2, 20, 0, false, true, null);
        Compared compared =
                new Compared(primary, shadow, agreed ? Outcome.AGREED : Outcome.DISAGREED, agreed ? 0 : 3, true, 0);
        harness.add(
                Observation.of("id", "", timestampMillis, predicted),
                Observation.of("id", "", Comparison.SPARK_NLP, timestampMillis, compared));
    }

    /** Texts of a second, 10,000 of them, with the slides that fall on it. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @OperationsPerInvocation(TEXTS)
    public void texts() throws Exception {
        for (int i = 0; i < TEXTS; i++) {
            text(now + i / (TEXTS / 1000));
        }
        now += 1000;
        harness.watermark(now - 1);
        harness.forget();
    }

    /** A slide of a full window with ten texts. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public List<QualityReport> slide() throws Exception {
        for (int i = 0; i < TEXTS_OF_A_SLIDE; i++) {
            text(now + i);
        }
        now += slideMillis;
        harness.watermark(now - 1);
        return harness.forget();
    }
}
