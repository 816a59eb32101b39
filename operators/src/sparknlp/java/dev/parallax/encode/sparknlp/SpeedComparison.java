package dev.parallax.encode.sparknlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.infer.batch.BatchListener;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.batch.MicroBatcher;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.onnx.OnnxClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records a second of the real Spark NLP and of its twin: one machine, one run, the same ONNX file, texts and number of
 * threads. A thread of Spark's has one thread of ONNX Runtime; the twin has one caller and as many threads of ONNX
 * Runtime.
 */
final class SpeedComparison {

    private static final int TEXTS = 200;
    private static final int SECONDS = 8;
    private static final List<Integer> THREADS = List.of(1, 2);
    private static final List<String> SETUPS = List.of("document", "sentence");

    private final ModelBundle model;
    private final List<String> texts;
    private final Agreement agreement = new Agreement();

    private SpeedComparison(ModelBundle model, List<String> texts) {
        this.model = model;
        this.texts = texts;
    }

    /** @param folder a model folder: {@code model.onnx}, {@code tokenizer.json}, {@code config.json} */
    static void run(Path work, Path folder) throws IOException, InterruptedException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("bench.model is " + folder + ": expected a model folder, such as the one that"
                    + " parallax quickstart leaves in ~/.cache/parallax/models");
        }
        ModelBundle model = ModelBundle.read(folder, null, ModelBundle.MODEL_LIMIT);
        Path realModel = writeForSparkNlp(model, work.resolve("bench-model"));
        List<String> texts = Inputs.corpus("sentiment").subList(0, TEXTS);
        SpeedComparison comparison = new SpeedComparison(model, texts);
        System.out.printf(
                "%n%d texts of the sentiment corpus, %d characters on average, model %s%n%n",
                TEXTS, texts.stream().mapToInt(String::length).sum() / TEXTS, model.id());
        System.out.println(
                "| Pipeline | Threads | LightPipeline | DataFrame | Twin | Twin / LightPipeline | Twin / DataFrame |");
        System.out.println("| --- | --: | --: | --: | --: | --: | --: |");
        for (int threads : THREADS) {
            try (RealSparkNlp real = new RealSparkNlp(realModel, threads)) {
                for (String setup : SETUPS) {
                    comparison.row(setup, threads, real);
                }
            }
        }
        System.out.printf("%n%s%n", comparison.agreement);
    }

    private void row(String setup, int threads, RealSparkNlp real) throws IOException, InterruptedException {
        JsonNode pipeline = GoldenFiles.setups().get(setup);
        double light = real.recordsPerSecond(pipeline, texts, "lightPipeline", SECONDS);
        double frame = real.recordsPerSecond(pipeline, texts, "dataFrame", SECONDS);
        double twin = twin(PipelineJson.read(pipeline), threads, real.results(pipeline, texts));
        System.out.printf(
                "| %s | %d | %.1f/s | %.1f/s | %.1f/s | %.2f | %.2f |%n",
                setup, threads, light, frame, twin, twin / light, twin / frame);
    }

    private double twin(SparkNlpPipeline pipeline, int threads, JsonNode expected) throws InterruptedException {
        SparkNlpEncoder encoder = new SparkNlpEncoder(
                pipeline,
                model.tokenizer(),
                model.maxLength(),
                texts.stream().mapToInt(String::length).max().orElse(1));
        try (OnnxClassifier classifier = OnnxClassifier.open(model, DeviceOptions.CPU.withCpuThreads(threads));
                MicroBatcher batcher = new MicroBatcher(
                        "bench",
                        classifier,
                        BatchPolicy.DEFAULT,
                        encoder.encode(texts.get(0)).rows().get(0),
                        BatchListener.NONE)) {
            TwinRound round = new TwinRound(pipeline.bert(), encoder, batcher, model.labels());
            agreement.count(round.run(texts), expected, texts);
            long start = System.nanoTime();
            double seconds = 0;
            int rounds = 0;
            while (seconds < SECONDS) {
                round.run(texts);
                rounds++;
                seconds = (System.nanoTime() - start) / 1e9;
            }
            return rounds * texts.size() / seconds;
        }
    }

    private static Path writeForSparkNlp(ModelBundle model, Path folder) throws IOException {
        Path assets = Files.createDirectories(folder.resolve("assets"));
        JsonNode vocabulary = JsonMapper.builder()
                .build()
                .readTree(model.folder().resolve("tokenizer.json").toFile())
                .required("model")
                .required("vocab");
        Map<Integer, String> pieces = new TreeMap<>();
        vocabulary.properties().forEach(each -> pieces.put(each.getValue().asInt(), each.getKey()));
        Files.write(assets.resolve("vocab.txt"), pieces.values());
        Files.write(assets.resolve("labels.txt"), List.of(model.labels()));
        Files.copy(model.onnx(), folder.resolve("model.onnx"), StandardCopyOption.REPLACE_EXISTING);
        return folder;
    }
}
