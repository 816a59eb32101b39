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
import dev.parallax.shadow.ShadowOptions.Sampling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The comparison with a Spark NLP pipeline, as configured: with the pipeline that suits the model if none is set. */
public final class SparkNlpShadow {

    private static final String TOKENIZER = "tokenizer.json";

    private SparkNlpShadow() {}

    /**
     * The options of the comparison with a Spark NLP pipeline, if the configuration has such a shadow. The tokenizer of
     * a model whose folder can be read from here is checked.
     *
     * @param serving the model
     * @param overload what happens to texts for which the shadow has no room
     * @throws ConfigException if the model's tokenizer is not BERT's WordPiece, or no pipeline is set and the
     *     tokenizer, from which it would be derived, cannot be read from here
     */
    public static Optional<ShadowOptions> from(PipelineConfig config, ServingOptions serving, Overload overload) {
        ShadowConfig shadow = config.shadow();
        return shadow.enabledSparkNlp()
                ? Optional.of(options(shadow, serving)
                        .with(new Sampling(shadow.sampling().rate(), overload)))
                : Optional.empty();
    }

    /**
     * The options of a comparison of every text with a Spark NLP pipeline, even if the configuration has no such
     * shadow.
     *
     * @param serving the model
     * @param leastTimeout least time that a comparison may take
     * @param leastPieces least number of pieces that a comparison shows
     * @throws ConfigException as {@link #from}
     */
    public static ShadowOptions complete(
            PipelineConfig config, ServingOptions serving, Duration leastTimeout, int leastPieces) {
        return options(config.shadow(), serving).complete(leastTimeout, leastPieces);
    }

    private static ShadowOptions options(ShadowConfig shadow, ServingOptions serving) {
        return shadow.options(pipeline(shadow, Path.of(serving.folder())));
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
            var unused =
                    new SparkNlpEncoder(pipeline, tokenizer, 0, shadow.limits().maxCharacters());
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
