package dev.parallax.job.bench;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.onnx.OnnxClassifier;
import dev.parallax.job.bench.BenchReport.Ceiling;
import dev.parallax.job.bench.BenchReport.Conditions;
import dev.parallax.job.bench.BenchReport.Residence;
import dev.parallax.job.config.PipelineConfig;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.quickstart.Corpus;
import dev.parallax.job.quickstart.EmbeddedBroker;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * The benchmark of the job beside the bare model: the model by itself, the job with batches, and the job without, on
 * the same texts in one process. For one thread.
 */
public final class Bench {

    private static final int SINGLE_RUNS = 500;

    private final PrintStream progress;
    private final Workload plan;

    /**
     * The settings of a benchmark.
     *
     * @param texts file with a text, or a label, a tab and a text in each line; empty for the built-in sentences
     * @param maxWords longest text in words, 0 for no limit
     * @param settings options of the job
     * @param records number of records of each run
     * @param latencySeconds duration of the latency measurement, seconds
     */
    public record Workload(Optional<Path> texts, int maxWords, Settings settings, int records, int latencySeconds) {

        private static final int FEWEST_RECORDS = 100;

        /** Checks the numbers. */
        public Workload {
            require(maxWords >= 0, "words at most", maxWords, "0 (any length) or more");
            require(records >= FEWEST_RECORDS, "records", records, FEWEST_RECORDS + " or more");
            require(latencySeconds >= 1, "seconds at a constant rate", latencySeconds, "1 or more");
        }

        private static void require(boolean right, String what, int value, String expected) {
            if (!right) {
                throw new IllegalArgumentException(
                        "Benchmark: the number of " + what + " must be " + expected + ", not " + value);
            }
        }
    }

    /** @param progress receives a line for each measurement */
    public Bench(Workload plan, PrintStream progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Runs all measurements, which takes some minutes.
     *
     * @throws IOException if the texts cannot be read
     * @throws ClassifierException if the model fails on one of them
     * @throws ExecutionException if the job fails
     * @throws IllegalStateException if a record has no committed prediction or several
     */
    public BenchReport run() throws IOException, ClassifierException, InterruptedException, ExecutionException {
        BenchTexts texts = BenchTexts.read(plan.texts(), plan.maxWords());
        PipelineConfig config = PipelineConfig.from(plan.settings());
        ServingOptions serving = config.serving();
        Optional<ModelBundle> exportedModel =
                config.exportedModel().map(folder -> ModelBundle.read(folder, serving.name(), serving.maxLength()));
        ModelBundle model = ModelBundle.read(Path.of(serving.folder()), serving.name(), serving.maxLength());
        List<Encoding> encodings;
        EncoderSpeed encoder;
        try (HuggingFaceEncoder huggingFace = model.newEncoder()) {
            encodings = texts.encodings(huggingFace, plan.records());
            say("encoder");
            encoder = EncoderSpeed.measure(huggingFace, texts.corpus());
        }
        say("batcher before a model that does nothing");
        NoOpBatching.BatcherResult batcher = NoOpBatching.measure(encodings, serving.policy());
        Memory before = Memory.now();

        Map<Integer, RawCeiling.Pass> bySize;
        DistributionSummary single;
        RawCeiling.Pass ceilingBefore;
        String provider;
        BatchPolicy policy;
        say("the bare model, batches of several sizes");
        try (OnnxClassifier classifier = OnnxClassifier.open(model, serving.device())) {
            policy = serving.policy().on(classifier.provider(), serving.device().cpuThreads());
            RawCeiling ceiling = new RawCeiling(classifier, encodings, policy.inFlight());
            bySize = ceiling.bySize();
            single = ceiling.singleMillis(SINGLE_RUNS);
            ceilingBefore = ceiling.pass(RawCeiling.best(bySize));
            provider = classifier.provider().toString();
        }
        int best = RawCeiling.best(bySize);
        List<RawCeiling.Pass> exported = new ArrayList<>();
        if (exportedModel.isPresent()) {
            exported.add(exportedPass(exportedModel.get(), serving.device(), encodings, policy, best));
        }
        Memory afterModel = Memory.now();
        JobFigures job = job(texts.corpus());
        Memory afterJob = Memory.now();
        RawCeiling.Pass ceilingAfter;
        say("the bare model once more");
        try (OnnxClassifier classifier = OnnxClassifier.open(model, serving.device())) {
            ceilingAfter = new RawCeiling(classifier, encodings, policy.inFlight()).pass(best);
        }
        if (exportedModel.isPresent()) {
            exported.add(exportedPass(exportedModel.get(), serving.device(), encodings, policy, best));
        }
        RawCeiling.Pass oneAtATime;
        say("the bare model, one run at a time on all cores");
        DeviceOptions allCores = serving.device().withCpuThreads(0);
        try (OnnxClassifier classifier = OnnxClassifier.open(model, allCores)) {
            oneAtATime = new RawCeiling(classifier, encodings, 1).pass(best);
        }
        DistributionSummary lengths = DistributionSummary.of(
                encodings.stream().mapToDouble(Encoding::length).toArray());
        return new BenchReport(
                Conditions.of(texts, lengths, plan.records(), model.id(), provider, serving.device(), policy),
                new Ceiling(bySize, ceilingBefore, ceilingAfter, oneAtATime, exported),
                job.batched(),
                job.oneByOne(),
                single,
                job.batchedLatency(),
                job.oneByOneLatency(),
                batcher,
                encoder,
                Residence.of(before.residentMiB(), afterModel.peakMiB(), afterJob.peakMiB()));
    }

    private RawCeiling.Pass exportedPass(
            ModelBundle model, DeviceOptions device, List<Encoding> encodings, BatchPolicy policy, int size)
            throws ClassifierException {
        say("the bare model with the graph as it was exported");
        try (OnnxClassifier classifier = OnnxClassifier.open(model, device)) {
            return new RawCeiling(classifier, encodings, policy.inFlight()).pass(size);
        }
    }

    private record JobFigures(
            JobThroughput.ThroughputResult batched,
            JobThroughput.ThroughputResult oneByOne,
            JobLatency.LatencyResult batchedLatency,
            JobLatency.LatencyResult oneByOneLatency) {}

    private JobFigures job(Corpus corpus) throws IOException, InterruptedException, ExecutionException {
        Settings batched = plan.settings();
        Settings oneByOne = batched.with(Map.of("batch.max-rows", "1"), "the benchmark");
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            say("the job, warm-up");
            var unused = JobThroughput.measure(broker, "warm-up", batched, corpus, plan.records());
            say("the job");
            var full = JobThroughput.measure(broker, "batched", batched, corpus, plan.records());
            say("the job without batches");
            var single = JobThroughput.measure(broker, "one-by-one", oneByOne, corpus, plan.records());
            double half = full.perSecond() / 2;
            // The job with batches runs last, when the code is compiled as in a job that has run for minutes.
            say("the job without batches at half the load");
            var singleLatency =
                    JobLatency.measure(broker, "one-by-one-half", oneByOne, corpus, half, plan.latencySeconds());
            say("the job at the same load");
            var latency = JobLatency.measure(broker, "batched-half", batched, corpus, half, plan.latencySeconds());
            return new JobFigures(full, single, latency, singleLatency);
        }
    }

    private void say(String what) {
        progress.println("Measuring " + what + " ...");
    }
}
