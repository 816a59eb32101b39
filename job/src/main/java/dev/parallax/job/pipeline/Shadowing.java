package dev.parallax.job.pipeline;

import dev.parallax.encode.EncodingException;
import dev.parallax.encode.TokenizerFile;
import dev.parallax.encode.sparknlp.SparkNlpEncoder;
import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.model.ModelFiles;
import dev.parallax.job.config.PipelineConfig;
import dev.parallax.job.config.ShadowConfig;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problem;
import dev.parallax.shadow.ShadowOptions;
import dev.parallax.shadow.ShadowOptions.Overload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Turns the configuration into what the shadow takes. */
public final class Shadowing {

    private static final String TOKENIZER = "tokenizer.json";

    private Shadowing() {}

    /**
     * How texts are compared with a Spark NLP pipeline, if they are to be. A model whose folder lies here as well is
     * looked at.
     *
     * @param serving the model
     * @param overload what becomes of texts for which the shadow has no room
     * @throws ConfigException if the model's tokenizer is not BERT's WordPiece, or no pipeline is set and the
     *     tokenizer, from which it would be derived, cannot be read from here
     */
    public static Optional<ShadowOptions> options(PipelineConfig config, ServingOptions serving, Overload overload) {
        return config.shadow().enabled() && config.shadow().sparkNlp()
                ? Optional.of(options(config.shadow(), serving, overload))
                : Optional.empty();
    }

    /**
     * How every text is compared with a Spark NLP pipeline, whether the configuration asks for a shadow or not.
     *
     * @param serving the model
     * @param patience least time that a comparison may take
     * @param pieces least number of pieces that a comparison shows
     * @throws ConfigException as {@link #options(PipelineConfig, ServingOptions, Overload)}
     */
    public static ShadowOptions complete(PipelineConfig config, ServingOptions serving, Duration patience, int pieces) {
        return options(config.shadow(), serving, Overload.WAIT).complete(patience, pieces);
    }

    private static ShadowOptions options(ShadowConfig shadow, ServingOptions serving, Overload overload) {
        return options(shadow, pipeline(shadow, Path.of(serving.folder())), overload);
    }

    private static ShadowOptions options(ShadowConfig shadow, SparkNlpPipeline pipeline, Overload overload) {
        return new ShadowOptions(
                pipeline,
                shadow.answer(),
                shadow.sampleRate(),
                overload,
                shadow.capacity(),
                shadow.maxWaiting(),
                shadow.modelShare(),
                shadow.threads(),
                shadow.timeout(),
                shadow.maxCharacters(),
                shadow.attributionVariants(),
                shadow.pieces());
    }

    private static SparkNlpPipeline pipeline(ShadowConfig shadow, Path folder) {
        Path file = folder.resolve(TOKENIZER);
        if (!Files.isReadable(file)
                || ModelFiles.of(folder)
                        .find(TOKENIZER, ModelFiles.LARGEST_TOKENIZER)
                        .isEmpty()) {
            return shadow.pipeline()
                    .orElseThrow(() -> problem(
                            "shadow.pipeline",
                            "is not set, and must be where " + file
                                    + " cannot be read from here, from which it would be known"
                                    + " whether letter case counts"));
        }
        try {
            TokenizerFile tokenizer = ModelFiles.of(folder).tokenizer();
            SparkNlpPipeline pipeline = shadow.pipeline().orElseGet(() -> SparkNlpPipeline.suiting(tokenizer));
            var unused = new SparkNlpEncoder(pipeline, tokenizer, 0, shadow.maxCharacters());
            return pipeline;
        } catch (EncodingException e) {
            throw shadow.enabled()
                    ? problem(
                            "shadow.enabled",
                            "must be false for this model, which can have no twin in Spark NLP: " + e.getMessage())
                    : problem(
                            "model.path",
                            "must hold a model that can have a twin in Spark NLP, or there is no report: "
                                    + e.getMessage());
        }
    }

    private static ConfigException problem(String key, String message) {
        return new ConfigException(List.of(new Problem(key, message)));
    }
}
