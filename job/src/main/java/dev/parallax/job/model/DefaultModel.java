package dev.parallax.job.model;

import dev.parallax.digest.Sha256;
import dev.parallax.infer.model.ModelException;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.model.ClassifierFolder;
import dev.parallax.train.model.HeadCard;
import dev.parallax.train.model.HeadGraph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Models that need nothing but a name: an encoder from Maven Central with a head that this project trained and carries
 * in its jar. How the heads were made, on what data and with what result is written in {@code README.md} beside them.
 */
public enum DefaultModel {
    /** Negative or positive, for reviews; fp32. */
    SENTIMENT("sentiment", EncoderArtifact.BGE_SMALL),
    /** Negative or positive, for reviews; an int8 encoder, about twice as fast on a CPU and less exact. */
    SENTIMENT_INT8("sentiment-int8", EncoderArtifact.BGE_SMALL_INT8),
    /** One of 150 intents of spoken requests, or {@code oos} for out of scope; fp32. */
    INTENT("intent", EncoderArtifact.BGE_SMALL);

    private static final int KEY_DIGITS = 16;
    /** Changes with what {@link ClassifierFolder} makes of the same encoder and head. */
    private static final String LAYOUT = "logits, features";

    private final String modelName;
    private final EncoderArtifact encoder;

    DefaultModel(String modelName, EncoderArtifact encoder) {
        this.modelName = modelName;
        this.encoder = encoder;
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
        return encoder;
    }

    /** The origin and the quality of the head. */
    public HeadCard card() {
        return HeadCard.parse(resourceName("head.json"), resource("head.json"));
    }

    /** The head alone. */
    public HeadGraph head() {
        return HeadGraph.parse(resourceName("head.onnx"), resource("head.onnx"));
    }

    /**
     * The model's folder, put together when it is first asked for and then kept in the cache, under a key of head and
     * encoder: another head is another folder. Several processes may do so at once.
     *
     * @return a folder in the layout of {@code optimum-cli export onnx --task text-classification}, named as the model
     * @throws ModelException if the encoder cannot be had
     */
    public Path folder() {
        Path target = ModelCache.folder().resolve("models").resolve(key()).resolve(modelName);
        if (!ClassifierFolder.hasFiles(target)) {
            try {
                ClassifierFolder.write(encoder.folder(), head(), card(), target);
            } catch (TrainingException e) {
                throw new ModelException("The model " + modelName + " cannot be put together: " + e.getMessage(), e);
            }
        }
        return target;
    }

    private String key() {
        return Sha256.of(
                        resource("head.onnx"),
                        resource("head.json"),
                        encoder.sha256().getBytes(StandardCharsets.US_ASCII),
                        LAYOUT.getBytes(StandardCharsets.US_ASCII))
                .substring(0, KEY_DIGITS);
    }

    /** The name in configurations. */
    @Override
    public String toString() {
        return modelName;
    }

    private String resourceName(String file) {
        return modelName + "/" + file;
    }

    private byte[] resource(String file) {
        try (InputStream in = DefaultModel.class.getResourceAsStream(resourceName(file))) {
            if (in == null) {
                throw new ModelException("The model " + modelName + " is not in this jar: expected "
                        + DefaultModel.class.getPackageName().replace('.', '/') + "/" + resourceName(file));
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ModelException("The model " + modelName + " cannot be read from this jar: " + e, e);
        }
    }
}
