package dev.parallax.job.tune;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.onnx.OnnxClassifier;
import dev.parallax.job.bench.BenchTexts;
import dev.parallax.job.bench.DistributionSummary;
import dev.parallax.job.config.PipelineConfig;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.tune.fit.Concurrency;
import dev.parallax.job.tune.fit.FittedTimes;
import dev.parallax.job.tune.fit.Measurement;
import dev.parallax.job.tune.fit.ShapeGrid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A tuning: measures runs of the model with all numbers of threads that suit this machine, fits their times, simulates
 * the batcher with every setting, and checks three settings with the real batcher. For one thread and one use.
 */
public final class Tuning {

    private static final int MOST_TEXTS = 20_000;

    private final Plan plan;
    private final Consumer<String> progress;

    /**
     * The input of a tuning.
     *
     * @param texts file with a text, or a label, a tab and a text in each line; empty for the built-in sentences
     * @param maxWords longest text in words, 0 for no limit
     * @param settings options of the job
     * @param goal what a setting is chosen for
     * @param seconds time of each measurement, seconds
     */
    public record Plan(Optional<Path> texts, int maxWords, Settings settings, Goal goal, double seconds) {

        /** Checks the numbers. */
        public Plan {
            if (maxWords < 0 || !(seconds > 0)) {
                throw new IllegalArgumentException("Words at most must be 0 (any length) or more and seconds above 0,"
                        + " and they are " + maxWords + " and " + seconds);
            }
        }
    }

    /** @param progress receives a line for each measurement */
    public Tuning(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** The model as it is measured. */
    private record Subject(ModelBundle model, ServingOptions serving, DeviceOptions.Provider provider, boolean oneRow) {

        boolean cpu() {
            return provider == DeviceOptions.Provider.CPU;
        }

        OnnxClassifier open(int threads) {
            return OnnxClassifier.open(
                    model, serving.device().withCpuThreads(threads), serving.heads(), grid().mostRows());
        }

        Setting configured(int cores) {
            int threads = serving.device().cpuThreads();
            BatchPolicy policy = serving.policy().on(provider, threads);
            return new Setting(
                    new Concurrency(threads == 0 ? cores : threads, policy.inFlight()),
                    oneRow ? 1 : policy.maxRows(),
                    policy.maxPaddedTokens());
        }

        ShapeGrid grid() {
            ShapeGrid grid = cpu() ? ShapeGrid.CPU : ShapeGrid.GPU;
            return oneRow ? grid.oneRow() : grid;
        }
    }

    /**
     * Runs all measurements, which takes some minutes.
     *
     * @throws IOException if the texts cannot be read
     * @throws ClassifierException if the model fails on one of them
     * @throws IllegalStateException if no setting keeps the goal's bounds
     */
    public TuningReport run() throws IOException, ClassifierException, InterruptedException {
        BenchTexts texts = BenchTexts.read(plan.texts(), plan.maxWords());
        PipelineConfig config = PipelineConfig.from(plan.settings());
        ServingOptions serving = config.serving();
        int capacity = config.async().capacity();
        double maxPadding = serving.policy().maxPadding();
        ModelBundle model = ModelBundle.read(Path.of(serving.folder()), serving.name(), serving.maxLength());
        List<Encoding> encodings;
        try (HuggingFaceEncoder encoder = model.newEncoder()) {
            encodings = texts.encodings(
                    encoder, Math.min(MOST_TEXTS, texts.corpus().sentences().size()));
        }
        int cores = Runtime.getRuntime().availableProcessors();
        Subject subject = subject(model, serving);
        Setting configured = subject.configured(cores);
        List<Concurrency> concurrencies = subject.cpu()
                ? Concurrency.onCpu(cores, configured.concurrency())
                : Concurrency.onGpu(configured.concurrency());
        FittedTimes times = new Measurement(plan.seconds(), progress)
                .measure(subject::open, concurrencies, subject.grid().batches(encodings));

        DistributionSummary lengths = DistributionSummary.of(
                encodings.stream().mapToDouble(Encoding::length).toArray());
        List<Setting> settings =
                SearchSpace.settings(concurrencies, subject.grid().rows(), (int) lengths.max(), configured);
        progress.accept("Simulating " + settings.size() + " settings ...");
        Search search = new Search(times, encodings, maxPadding, capacity, plan.goal());
        List<Rated> ranked = search.rank(settings);
        requireAllowed(ranked);
        Check check = new Check(search, plan.goal(), encodings, maxPadding, capacity, plan.seconds(), progress);
        List<Checked> checked = check.run(CheckPlan.of(ranked, configured), subject::open);
        return new TuningReport(
                new TuningReport.Conditions(
                        System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", " + cores
                                + " processors, Java " + Runtime.version(),
                        model.id().name() + " (" + model.id().fingerprint() + ")",
                        subject.provider().toString(),
                        subject.cpu(),
                        encodings.size() + " texts: " + texts.origin(),
                        lengths,
                        maxPadding,
                        capacity),
                plan.goal(),
                times,
                settings.size(),
                checked,
                Verdict.of(checked, plan.goal()));
    }

    private static Subject subject(ModelBundle model, ServingOptions serving) {
        try (OnnxClassifier classifier = OnnxClassifier.open(model, serving.device(), serving.heads())) {
            return new Subject(model, serving, classifier.provider(), classifier.takesOneRow());
        }
    }

    private void requireAllowed(List<Rated> ranked) {
        if (ranked.get(0).allowed()) {
            return;
        }
        Rated fastest = ranked.stream()
                .min(Comparator.comparingDouble(Rated::p99Millis))
                .orElseThrow();
        if (Double.isInfinite(fastest.p99Millis())) {
            Rated most = ranked.stream()
                    .max(Comparator.comparingDouble(Rated::throughput))
                    .orElseThrow();
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "--rate must be at most what the model does on this machine, and is %s texts/s: the most is %.1f"
                            + " texts/s, with %s",
                    plan.goal().perSecond().getAsDouble(),
                    most.throughput(),
                    most.setting().words()));
        }
        throw new IllegalStateException(String.format(
                Locale.ROOT,
                "--p99 must be a latency that a setting keeps, and is %s ms: the lowest p99 is %.1f ms at %.1f texts/s,"
                        + " with %s",
                plan.goal().p99Millis().getAsDouble(),
                fastest.p99Millis(),
                fastest.perSecond(),
                fastest.setting().words()));
    }
}
