package dev.parallax.job.config;

import dev.parallax.encode.sparknlp.ClassChoice;
import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import java.time.Duration;
import java.util.Optional;

/**
 * How texts are compared with a Spark NLP pipeline.
 *
 * @param enabled whether they are
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

    /** @throws ConfigException if a value is out of its range */
    public ShadowConfig {
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
        return new ShadowConfig(
                options.value(ShadowOptions.ENABLED),
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

    private static Optional<SparkNlpPipeline> pipeline(Setting setting, OptionReader options) {
        Problems problems = new Problems();
        Optional<SparkNlpPipeline> pipeline =
                PipelineReader.read(setting.key(), setting.parsed(), setting.origin(), problems);
        problems.found().forEach(options::add);
        return pipeline;
    }
}
