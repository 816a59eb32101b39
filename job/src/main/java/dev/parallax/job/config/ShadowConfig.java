package dev.parallax.job.config;

import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.encode.sparknlp.bert.ClassChoice;
import dev.parallax.infer.model.HeadOptions;
import dev.parallax.job.config.option.ShadowOptions;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.setting.Setting;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.config.value.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How texts are compared with a Spark NLP pipeline, and with other heads.
 *
 * @param enabled whether they are compared with anything
 * @param sparkNlp whether they are compared with a Spark NLP pipeline, if they are with anything
 * @param heads other heads that they are compared with, if they are with anything
 * @param pipeline the pipeline; empty for the one that suits the model's tokenizer
 * @param answer how the classes of a text's sentences become one answer
 * @param sampleRate share of the texts that are compared, 0 to 1
 * @param capacity texts that one parallel instance compares at once
 * @param maxWaiting most rows in a process that wait for the model
 * @param modelShare share of the model's batches that the shadow may take while the job's own texts wait, from 0 to
 *     below 1
 * @param threads threads of one parallel instance that read texts the Spark NLP way
 * @param timeout how long one comparison may take
 * @param maxCharacters UTF-16 units of a text that are looked at
 * @param attributionVariants most readings of a text that are run to prove why answers differ; 0 for not asking why
 * @param pieces most word pieces of each side that a disagreement shows
 */
public record ShadowConfig(
        boolean enabled,
        boolean sparkNlp,
        List<HeadOptions> heads,
        Optional<SparkNlpPipeline> pipeline,
        ClassChoice answer,
        double sampleRate,
        int capacity,
        int maxWaiting,
        double modelShare,
        int threads,
        Duration timeout,
        int maxCharacters,
        int attributionVariants,
        int pieces) {

    private static final int MOST_PIECES = 2048;
    private static final String SPARK_NLP = "spark-nlp";
    private static final String HEAD = "head";
    private static final Set<String> KINDS = Set.of(SPARK_NLP, HEAD);

    /** @throws ConfigException if a value is out of its range */
    public ShadowConfig {
        heads = List.copyOf(heads);
        Problems problems = new Problems();
        problems.check(
                sampleRate >= 0 && sampleRate <= 1,
                ShadowOptions.SAMPLE_RATE,
                sampleRate,
                ShadowOptions.SAMPLE_RATE.expected());
        problems.check(capacity >= 1, ShadowOptions.CAPACITY, capacity, "1 text or more");
        problems.check(maxWaiting >= 1, ShadowOptions.MAX_WAITING, maxWaiting, "1 row or more");
        problems.check(
                modelShare >= 0 && modelShare < 1,
                ShadowOptions.MODEL_SHARE,
                modelShare,
                "from 0 to below 1: the rest is the job's own");
        problems.check(threads >= 1, ShadowOptions.THREADS, threads, "1 thread or more");
        problems.check(!timeout.isZero() && !timeout.isNegative(), ShadowOptions.TIMEOUT, timeout, "longer than 0");
        problems.check(maxCharacters >= 1, ShadowOptions.MAX_CHARACTERS, maxCharacters, "1 UTF-16 unit or more");
        problems.check(
                attributionVariants >= 0,
                ShadowOptions.ATTRIBUTION_VARIANTS,
                attributionVariants,
                "0 (not asking why) or more");
        problems.check(pieces >= 0 && pieces <= MOST_PIECES, ShadowOptions.PIECES, pieces, "0 to " + MOST_PIECES);
        problems.throwIfAny();
    }

    static ShadowConfig from(OptionReader options) {
        List<String> kinds = kinds(options);
        return new ShadowConfig(
                options.value(ShadowOptions.ENABLED),
                kinds.contains(SPARK_NLP),
                heads(options, kinds),
                options.settings().find(ShadowOptions.PIPELINE).flatMap(setting -> pipeline(setting, options)),
                options.value(ShadowOptions.ANSWER),
                options.value(ShadowOptions.SAMPLE_RATE),
                options.value(ShadowOptions.CAPACITY),
                options.value(ShadowOptions.MAX_WAITING),
                options.value(ShadowOptions.MODEL_SHARE),
                options.value(ShadowOptions.THREADS),
                options.value(ShadowOptions.TIMEOUT),
                options.value(ShadowOptions.MAX_CHARACTERS),
                options.value(ShadowOptions.ATTRIBUTION_VARIANTS),
                options.value(ShadowOptions.PIECES));
    }

    private static List<String> kinds(OptionReader options) {
        List<String> kinds = options.optional(ShadowOptions.KIND).orElse(List.of(SPARK_NLP));
        if (kinds.stream().anyMatch(kind -> !KINDS.contains(kind))) {
            options.add(Problem.wrong(ShadowOptions.KIND.key(), kinds, ShadowOptions.KIND.expected()));
        }
        return kinds;
    }

    private static List<HeadOptions> heads(OptionReader options, List<String> kinds) {
        Optional<Setting> written = options.settings().find(ShadowOptions.HEADS);
        if (kinds.contains(HEAD) && written.isEmpty()) {
            options.add(Problem.missing(
                    ShadowOptions.HEADS.key(),
                    ShadowOptions.HEADS.expected() + " where " + ShadowOptions.KIND.key() + " has " + HEAD));
        }
        if (!kinds.contains(HEAD) && written.isPresent()) {
            options.add(Problem.wrong(
                    ShadowOptions.KIND.key(),
                    kinds,
                    "a list with head where " + ShadowOptions.HEADS.key() + " is set"));
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
