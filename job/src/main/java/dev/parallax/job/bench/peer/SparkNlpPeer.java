package dev.parallax.job.bench.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.encode.BertWordPiece;
import dev.parallax.infer.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The real Spark NLP: {@code DocumentAssembler}, {@code Tokenizer} and {@code BertForSequenceClassification} on a
 * DataFrame with a partition for each thread of Spark, of which each runs the model with one thread. The result is
 * written to Spark's {@code noop} format. For one thread.
 */
public final class SparkNlpPeer implements Peer {

    /** The name of the program in messages. */
    public static final String NAME = "Spark NLP";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Most tokens of a text that {@code setMaxSentenceLength} takes. */
    private static final int MOST_TOKENS = 512;

    private static final double ONE_PASS = Double.MIN_VALUE;
    private static final int LABEL = 2;

    private final JsonProcess process;
    private final String description;
    private final ArrayNode pipeline;

    private SparkNlpPeer(JsonProcess process, String description, ArrayNode pipeline) {
        this.process = process;
        this.description = description;
        this.pipeline = pipeline;
    }

    /**
     * Builds the runner, and starts it with a model.
     *
     * @param work an empty folder
     * @param threads threads of Spark
     * @throws PeerException if there is no checkout, Maven fails, or the model is none that the runner can load
     */
    public static SparkNlpPeer open(PeerEnvironment environment, ModelBundle model, Path work, int threads)
            throws PeerException, InterruptedException {
        SparkNlpRunner runner = SparkNlpRunner.build(environment, work.resolve("maven.log"));
        Path folder = work.resolve("model");
        ModelLayouts.forSparkNlp(model, folder);
        JsonProcess process = JsonProcess.start(
                NAME, environment, runner.command(folder, temporary(work), threads), work.resolve("spark.log"));
        try {
            var unused = process.reply();
            return new SparkNlpPeer(process, description(runner, threads), pipeline(model));
        } catch (PeerException | InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private static Path temporary(Path work) throws PeerException {
        try {
            return Files.createDirectories(work.resolve("tmp"));
        } catch (IOException e) {
            throw new PeerException("the folder " + work + " cannot be written to: " + e, e);
        }
    }

    private static String description(SparkNlpRunner runner, int threads) {
        return NAME + " " + runner.version("spark-nlp_2.12") + " on Spark " + runner.version("spark-core_2.12")
                + ", ONNX Runtime " + runner.version("onnxruntime") + "; documents in a DataFrame, local[" + threads
                + "], one thread a session";
    }

    /** Without a sentence detector, and with letters and lengths as the model has them. */
    private static ArrayNode pipeline(ModelBundle model) {
        ArrayNode stages = JSON.createArrayNode();
        stages.addObject().putObject("documentAssembler");
        stages.addObject().putObject("tokenizer");
        stages.addObject()
                .putObject("bertForSequenceClassification")
                .put("caseSensitive", !BertWordPiece.of(model.tokenizer()).lowercase())
                .put("maxSentenceLength", Math.min(MOST_TOKENS, model.maxLength()));
        return stages;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public List<String> labels(List<String> texts) throws PeerException, InterruptedException {
        JsonNode results = process.ask(request(texts)).path("results");
        if (results.size() != texts.size()) {
            throw new PeerException(
                    NAME + " answered " + results.size() + " results: expected " + texts.size() + " of them");
        }
        List<String> labels = new ArrayList<>();
        results.forEach(
                result -> labels.add(result.path("classes").path(0).path(LABEL).asText()));
        return labels;
    }

    @Override
    public double perSecond(List<String> texts) throws PeerException, InterruptedException {
        JsonNode reply = process.ask(request(texts).put("measure", "dataFrame").put("seconds", ONE_PASS));
        double seconds = reply.path("seconds").asDouble();
        if (!(seconds > 0)) {
            throw new PeerException(NAME + " answered " + seconds + " seconds: expected more than 0");
        }
        return reply.path("records").asDouble() / seconds;
    }

    private ObjectNode request(List<String> texts) {
        ObjectNode request = JSON.createObjectNode();
        request.set("pipeline", pipeline);
        texts.forEach(request.putArray("texts")::add);
        return request;
    }

    @Override
    public void close() {
        process.close();
    }
}
