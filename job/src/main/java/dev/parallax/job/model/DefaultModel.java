package dev.parallax.job.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.parallax.digest.Sha256;
import dev.parallax.graph.ActivationBalances;
import dev.parallax.graph.GraphOptimizer;
import dev.parallax.graph.GraphOptimizer.Optimized;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.model.ModelException;
import dev.parallax.infer.model.ModelId;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.model.ClassifierFolder;
import dev.parallax.train.model.HeadCard;
import dev.parallax.train.model.HeadGraph;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Models that need nothing but a name: an encoder from Maven Central with a head that this project trained and carries
 * in its jar. How the heads were made, on what data and with what result is written in {@code README.md} beside them.
 */
public enum DefaultModel {
    /** Negative or positive, for reviews; 32-bit floats. */
    SENTIMENT("sentiment", "sentiment", false),
    /** The same encoder and head with products of 8-bit integers: more than twice as fast on a CPU and less exact. */
    SENTIMENT_INT8("sentiment-int8", "sentiment", true),
    /** One of 150 intents of spoken requests, or {@code oos} for out of scope; 32-bit floats. */
    INTENT("intent", "intent", false);

    private static final int KEY_DIGITS = 16;
    /** Changes with what {@link ClassifierFolder} makes of the same encoder and head. */
    private static final String LAYOUT = "logits, features";

    private static final String BALANCES = "balances.onnx";

    private final String modelName;
    private final String headName;
    private final boolean quantized;

    DefaultModel(String modelName, String headName, boolean quantized) {
        this.modelName = modelName;
        this.headName = headName;
        this.quantized = quantized;
    }

    /**
     * The model of a name.
     *
     * @throws ModelException if there is none
     */
    public static DefaultModel named(String name) {
        return Arrays.stream(values())
                .filter(model -> model.modelName.equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelException("No model named '" + name
                        + "' comes with Parallax: expected one of " + names() + ", or a model folder"));
    }

    /** The names of all models. */
    public static List<String> names() {
        return Arrays.stream(values()).map(DefaultModel::modelName).toList();
    }

    /** The name of the model. */
    public String modelName() {
        return modelName;
    }

    /** The encoder beneath the head. */
    public EncoderArtifact encoder() {
        return EncoderArtifact.BGE_SMALL;
    }

    /** The model whose exported graph this one is a rewriting of. */
    public DefaultModel exported() {
        return quantized ? SENTIMENT : this;
    }

    /** Whether its products are of 8-bit integers, which is a way of rewriting its graph. */
    public boolean isQuantized() {
        return quantized;
    }

    /** The origin and the quality of the head. */
    public HeadCard card() {
        return HeadCard.parse(resourceName(headName, "head.json"), resource(headName, "head.json"));
    }

    /** The head alone. */
    public HeadGraph head() {
        return HeadGraph.parse(resourceName(headName, "head.onnx"), resource(headName, "head.onnx"));
    }

    /**
     * The model's folder, put together when it is first asked for and then kept in the cache, under a key of all that
     * it is made of: another head is another folder. Several processes may do so at once.
     *
     * @param optimized whether its graph is rewritten for CPUs; as it is exported otherwise
     * @return a folder in the layout of {@code optimum-cli export onnx --task text-classification}, named as the model
     * @throws ModelException if the encoder cannot be had, or the model is always rewritten and is not to be
     */
    public Path folder(boolean optimized) {
        if (quantized && !optimized) {
            throw new ModelException(
                    "The model " + modelName + " is always optimized: with 32-bit floats it is sentiment");
        }
        Path target =
                ModelCache.folder().resolve("models").resolve(key(optimized)).resolve(modelName);
        if (!ClassifierFolder.hasFiles(target)) {
            try {
                ClassifierFolder.write(
                        encoder().folder(), head(), card(), target, optimized ? this::rewrite : (folder, graph) -> {});
            } catch (TrainingException e) {
                throw new ModelException("The model " + modelName + " cannot be put together: " + e.getMessage(), e);
            }
        }
        return target;
    }

    /** Rewrites the graph of a folder, and writes the card that says so. */
    private void rewrite(Path folder, ModelProto exported) throws IOException {
        ModelId source =
                ModelBundle.read(folder, headName, ModelBundle.MODEL_LIMIT).id();
        Optimized rewritten = quantized ? GraphOptimizer.int8(exported, balances()) : GraphOptimizer.fp32(exported);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve("model.onnx")))) {
            rewritten.model().writeTo(out);
        }
        OptimizationCard card = new OptimizationCard(
                OptimizationCard.FORMAT,
                quantized ? OptimizationCard.INT8 : OptimizationCard.FP32,
                OptimizationCard.CPU,
                rewritten.applied(),
                null,
                source,
                ModelBundle.read(folder, modelName, ModelBundle.MODEL_LIMIT)
                        .id()
                        .fingerprint(),
                Program.NAME,
                null);
        Files.write(folder.resolve(OptimizationCard.FILE), card.toJson());
    }

    /** The measured activations of a model with products of 8-bit integers. */
    ActivationBalances balances() {
        return ActivationBalances.parse(resourceName(modelName, BALANCES), resource(modelName, BALANCES));
    }

    private String key(boolean optimized) {
        byte[] rewriting =
                (optimized ? GraphOptimizer.VERSION + OptimizationCard.FORMAT : "").getBytes(StandardCharsets.US_ASCII);
        return Sha256.of(
                        resource(headName, "head.onnx"),
                        resource(headName, "head.json"),
                        encoder().sha256().getBytes(StandardCharsets.US_ASCII),
                        LAYOUT.getBytes(StandardCharsets.US_ASCII),
                        rewriting,
                        quantized ? resource(modelName, BALANCES) : new byte[0])
                .substring(0, KEY_DIGITS);
    }

    /** The name in configurations. */
    @Override
    public String toString() {
        return modelName;
    }

    private static String resourceName(String folder, String file) {
        return folder + "/" + file;
    }

    private byte[] resource(String folder, String file) {
        try (InputStream in = DefaultModel.class.getResourceAsStream(resourceName(folder, file))) {
            if (in == null) {
                throw new ModelException("The model " + modelName + " is not in this jar: expected "
                        + DefaultModel.class.getPackageName().replace('.', '/') + "/" + resourceName(folder, file));
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ModelException("The model " + modelName + " cannot be read from this jar: " + e, e);
        }
    }
}
