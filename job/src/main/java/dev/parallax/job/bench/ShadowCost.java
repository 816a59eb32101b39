package dev.parallax.job.bench;

import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.encode.sparknlp.SparkNlpEncoder;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.job.config.PipelineConfig;
import dev.parallax.job.config.option.ShadowKeys;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.pipeline.SparkNlpShadow;
import dev.parallax.job.quickstart.Corpus;
import dev.parallax.job.quickstart.Corpus.Sentence;
import dev.parallax.job.quickstart.EmbeddedBroker;
import dev.parallax.job.quickstart.ResultConsumer;
import dev.parallax.shadow.Comparison.Outcome;
import dev.parallax.shadow.EncodingDiff;
import dev.parallax.shadow.ShadowOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Measures the cost of the shadow: the job without shadow, with shadow, and with shadow and cause attribution, on texts
 * that both sides encode alike and on texts that they encode differently. For one thread.
 */
public final class ShadowCost {

    /** Fraction of the texts for warm-up, which are not timed. */
    private static final double WARM_UP = 0.1;

    private static final int ROUNDS = 2;
    private static final Map<String, String> OFF = Map.of("shadow.enabled", "false");
    private static final Map<String, String> ON =
            Map.of("shadow.enabled", "true", "shadow.attribution.max-variants", "0");
    private static final Map<String, String> WHY = Map.of("shadow.enabled", "true");

    private final Bench.Workload plan;
    private final PrintStream progress;

    /** @param progress receives a line for each measurement */
    public ShadowCost(Bench.Workload plan, PrintStream progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * The result of one configuration of the job on one kind of texts.
     *
     * @param perSecond predictions a second, mean of all rounds
     * @param comparisons texts by outcome, sum of all rounds
     */
    public record CostResult(double perSecond, Map<Outcome, Long> comparisons) {}

    /**
     * The results on one kind of texts.
     *
     * @param texts number of distinct texts
     * @param off without shadow
     * @param on with shadow, without cause attribution
     * @param why with shadow and cause attribution
     */
    public record TextKindCost(int texts, CostResult off, CostResult on, CostResult why) {}

    /**
     * Runs all measurements, which takes some minutes.
     *
     * @throws IOException if the texts cannot be read
     * @throws ExecutionException if a job fails
     * @throws IllegalStateException if not every record has one committed prediction
     */
    public ShadowCostReport run() throws IOException, InterruptedException, ExecutionException {
        Settings settings = plan.settings().with(WHY, "the benchmark");
        PipelineConfig config = PipelineConfig.from(settings);
        ServingOptions serving = config.serving();
        ShadowOptions options = SparkNlpShadow.from(config, serving, ShadowOptions.Overload.SHED)
                .orElseThrow(() -> new ConfigException(List.of(Problem.wrong(
                        ShadowKeys.KIND.key(), "head", "a list with spark-nlp, whose cost is measured"))));
        ModelBundle model = ModelBundle.read(Path.of(serving.folder()), serving.name(), serving.maxLength());
        SparkNlpEncoder twin =
                new SparkNlpEncoder(options.pipeline(), model.tokenizer(), model.maxLength(), Integer.MAX_VALUE);
        progress.println("Measuring the encoder ...");
        List<TwinSpeed> speeds = TwinSpeed.measure(twin);
        Map<Boolean, List<Sentence>> byReading = byReading(model, twin);
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            List<Sentence> all = new ArrayList<>(byReading.getOrDefault(true, List.of()));
            all.addAll(byReading.getOrDefault(false, List.of()));
            progress.println("Measuring the job, warm-up ...");
            var unused = measure(broker, "warm-up", settings, all);
            return new ShadowCostReport(
                    plan.records(),
                    kind(broker, "same", byReading.getOrDefault(true, List.of())),
                    kind(broker, "other", byReading.getOrDefault(false, List.of())),
                    speeds);
        }
    }

    private Map<Boolean, List<Sentence>> byReading(ModelBundle model, SparkNlpEncoder twin) throws IOException {
        Map<Boolean, List<Sentence>> byReading = new LinkedHashMap<>();
        try (HuggingFaceEncoder huggingFace = model.newEncoder()) {
            for (Sentence sentence :
                    BenchTexts.read(plan.texts(), plan.maxWords()).corpus().sentences()) {
                boolean same = EncodingDiff.same(
                        huggingFace.encode(sentence.text()),
                        twin.encode(sentence.text()).rows());
                byReading.computeIfAbsent(same, key -> new ArrayList<>()).add(sentence);
            }
        }
        if (byReading.size() < 2) {
            throw new IOException("All texts are read " + (byReading.containsKey(true) ? "alike" : "differently")
                    + " by both sides: expected some of either kind");
        }
        return byReading;
    }

    /**
     * Measures one kind of texts. The configurations take turns, so that a change of the machine's speed affects all of
     * them.
     */
    private TextKindCost kind(EmbeddedBroker broker, String name, List<Sentence> sentences)
            throws IOException, InterruptedException, ExecutionException {
        Map<String, Map<String, String>> ways = new LinkedHashMap<>();
        ways.put("off", OFF);
        ways.put("on", ON);
        ways.put("why", WHY);
        Map<String, List<CostResult>> figures = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Map<String, String>> way : ways.entrySet()) {
                String run = name + "-" + way.getKey() + "-" + round;
                progress.println("Measuring " + run + " ...");
                Settings settings = plan.settings().with(way.getValue(), "the benchmark");
                figures.computeIfAbsent(way.getKey(), key -> new ArrayList<>())
                        .add(measure(broker, run, settings, sentences));
            }
        }
        return new TextKindCost(
                sentences.size(),
                together(figures.getOrDefault("off", List.of())),
                together(figures.getOrDefault("on", List.of())),
                together(figures.getOrDefault("why", List.of())));
    }

    private static CostResult together(List<CostResult> rounds) {
        Map<Outcome, Long> comparisons = new EnumMap<>(Outcome.class);
        rounds.forEach(
                round -> round.comparisons.forEach((outcome, count) -> comparisons.merge(outcome, count, Long::sum)));
        return new CostResult(
                rounds.stream().mapToDouble(CostResult::perSecond).average().orElse(0), comparisons);
    }

    private CostResult measure(EmbeddedBroker broker, String name, Settings settings, List<Sentence> sentences)
            throws IOException, InterruptedException, ExecutionException {
        int records = plan.records();
        JobRun.createTopics(broker, name, Map.of());
        JobRun.preload(broker, name, Corpus.of(sentences), records);
        try (JobRun run = JobRun.start(broker, name, settings)) {
            ResultCounters answers = run.answers();
            run.await("predictions", answers::predictions, (long) Math.ceil(records * WARM_UP));
            long before = answers.predictions();
            long start = System.nanoTime();
            run.await("predictions", answers::predictions, records);
            double seconds = (System.nanoTime() - start) / 1e9;
            try (ResultConsumer results = run.results(0)) {
                run.stopAndVerify(results, records);
            }
            Map<Outcome, Long> comparisons = new EnumMap<>(Outcome.class);
            for (Outcome outcome : Outcome.values()) {
                comparisons.put(outcome, answers.comparisons(outcome));
            }
            return new CostResult((records - before) / seconds, comparisons);
        }
    }
}
