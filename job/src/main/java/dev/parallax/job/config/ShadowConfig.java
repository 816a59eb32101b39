package dev.parallax.job.config;

import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.encode.sparknlp.bert.ClassChoice;
import dev.parallax.infer.model.HeadOptions;
import dev.parallax.job.config.option.ShadowKeys;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.setting.Setting;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.config.value.Problems;
import dev.parallax.shadow.ShadowLimits;
import dev.parallax.shadow.ShadowOptions;
import dev.parallax.shadow.ShadowOptions.AttributionLimits;
import dev.parallax.shadow.ShadowOptions.Sampling;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which shadows texts are compared with, and how.
 *
 * @param enabled whether texts are compared with anything
 * @param sparkNlp whether one shadow is a Spark NLP pipeline, if {@code enabled}
 * @param heads other heads, each a shadow, if {@code enabled}
 * @param pipeline the Spark NLP pipeline; empty for the one that suits the model's tokenizer
 * @param choice how the classes of a text's sentences become one answer
 * @param sampling which texts are compared with the Spark NLP pipeline
 * @param limits how much room and time these comparisons have
 * @param attribution how far the causes of a disagreement are looked for
 */
public record ShadowConfig(
        boolean enabled,
        boolean sparkNlp,
        List<HeadOptions> heads,
        Optional<SparkNlpPipeline> pipeline,
        ClassChoice choice,
        Sampling sampling,
        ShadowLimits limits,
        AttributionLimits attribution) {

    private static final String SPARK_NLP = "spark-nlp";
    private static final String HEAD = "head";
    private static final Set<String> KINDS = Set.of(SPARK_NLP, HEAD);

    /** Keeps its own list. */
    public ShadowConfig {
        heads = List.copyOf(heads);
    }

    static ShadowConfig from(OptionReader options) {
        List<String> kinds = kinds(options);
        return new ShadowConfig(
                options.value(ShadowKeys.ENABLED),
                kinds.contains(SPARK_NLP),
                heads(options, kinds),
                options.settings().find(ShadowKeys.PIPELINE).flatMap(setting -> pipeline(setting, options)),
                options.value(ShadowKeys.ANSWER),
                ShadowKeys.sampling(options),
                ShadowKeys.limits(options),
                ShadowKeys.attribution(options));
    }

    /** The heads that are compared: none where no shadow is. */
    public List<HeadOptions> enabledHeads() {
        return enabled ? heads : List.of();
    }

    /** Whether texts are compared with a Spark NLP pipeline. */
    public boolean enabledSparkNlp() {
        return enabled && sparkNlp;
    }

    /** Options of the comparison with a Spark NLP pipeline, whether it is enabled or not. */
    public ShadowOptions options(SparkNlpPipeline of) {
        return new ShadowOptions(of, choice, sampling, limits, attribution);
    }

    private static List<String> kinds(OptionReader options) {
        List<String> kinds = options.optional(ShadowKeys.KIND).orElse(List.of(SPARK_NLP));
        options.check(KINDS.containsAll(kinds), ShadowKeys.KIND, ShadowKeys.KIND.expected());
        return kinds;
    }

    private static List<HeadOptions> heads(OptionReader options, List<String> kinds) {
        Optional<Setting> written = options.settings().find(ShadowKeys.HEADS);
        if (kinds.contains(HEAD) && written.isEmpty()) {
            options.add(Problem.missing(
                    ShadowKeys.HEADS.key(),
                    ShadowKeys.HEADS.expected() + " where " + ShadowKeys.KIND.key() + " has " + HEAD));
        }
        if (!kinds.contains(HEAD) && written.isPresent()) {
            options.add(Problem.wrong(
                    ShadowKeys.KIND.key(), kinds, "a list with head where " + ShadowKeys.HEADS.key() + " is set"));
        }
        Problems problems = new Problems();
        List<HeadOptions> heads = written.map(
                        setting -> HeadReader.read(setting.key(), setting.parsed(), setting.origin(), problems))
                .orElse(List.of());
        problems.found().forEach(options::add);
        return heads;
    }

    private static Optional<SparkNlpPipeline> pipeline(Setting setting, OptionReader options) {
        Problems problems = new Problems();
        Optional<SparkNlpPipeline> pipeline =
                PipelineReader.read(setting.key(), setting.parsed(), setting.origin(), problems);
        problems.found().forEach(options::add);
        return pipeline;
    }
}
