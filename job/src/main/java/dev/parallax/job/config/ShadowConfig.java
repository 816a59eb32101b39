package dev.parallax.job.config;

import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.encode.sparknlp.bert.ClassChoice;
import dev.parallax.infer.model.HeadOptions;
import dev.parallax.job.config.option.ShadowKeys;
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
                ShadowKeys.SAMPLE_RATE,
                sampleRate,
                ShadowKeys.SAMPLE_RATE.expected());
        problems.check(capacity >= 1, ShadowKeys.CAPACITY, capacity, "1 text or more");
        problems.check(maxWaiting >= 1, ShadowKeys.MAX_WAITING, maxWaiting, "1 row or more");
        problems.check(
                modelShare >= 0 && modelShare < 1,
                ShadowKeys.MODEL_SHARE,
                modelShare,
                "from 0 to below 1: the rest is the job's own");
        problems.check(threads >= 1, ShadowKeys.THREADS, threads, "1 thread or more");
        problems.check(!timeout.isZero() && !timeout.isNegative(), ShadowKeys.TIMEOUT, timeout, "longer than 0");
        problems.check(maxCharacters >= 1, ShadowKeys.MAX_CHARACTERS, maxCharacters, "1 UTF-16 unit or more");
        problems.check(
                attributionVariants >= 0,
                ShadowKeys.ATTRIBUTION_VARIANTS,
                attributionVariants,
                "0 (not asking why) or more");
        problems.check(pieces >= 0 && pieces <= MOST_PIECES, ShadowKeys.PIECES, pieces, "0 to " + MOST_PIECES);
        problems.throwIfAny();
    }

    static ShadowConfig from(OptionReader options) {
        List<String> kinds = kinds(options);
        return new ShadowConfig(
                options.value(ShadowKeys.ENABLED),
                kinds.contains(SPARK_NLP),
                heads(options, kinds),
                options.settings().find(ShadowKeys.PIPELINE).flatMap(setting -> pipeline(setting, options)),
                options.value(ShadowKeys.ANSWER),
                options.value(ShadowKeys.SAMPLE_RATE),
                options.value(ShadowKeys.CAPACITY),
                options.value(ShadowKeys.MAX_WAITING),
                options.value(ShadowKeys.MODEL_SHARE),
                options.value(ShadowKeys.THREADS),
                options.value(ShadowKeys.TIMEOUT),
                options.value(ShadowKeys.MAX_CHARACTERS),
                options.value(ShadowKeys.ATTRIBUTION_VARIANTS),
                options.value(ShadowKeys.PIECES));
    }

    private static List<String> kinds(OptionReader options) {
        List<String> kinds = options.optional(ShadowKeys.KIND).orElse(List.of(SPARK_NLP));
        if (kinds.stream().anyMatch(kind -> !KINDS.contains(kind))) {
            options.add(Problem.wrong(ShadowKeys.KIND.key(), kinds, ShadowKeys.KIND.expected()));
        }
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
