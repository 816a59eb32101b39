package dev.parallax.job.config;

import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problems;
import org.jspecify.annotations.Nullable;

/**
 * What every mode needs, whatever its sources and sinks.
 *
 * @param records how records are read and written
 * @param model which model classifies
 * @param inference what runs it
 * @param batch how texts are gathered
 * @param async what waits for the model
 * @param shadow how texts are compared with a Spark NLP pipeline
 * @param quality what is reported on the predictions' quality
 * @param flink options passed to Flink
 */
public record PipelineConfig(
        RecordConfig records,
        ModelConfig model,
        InferenceConfig inference,
        BatchConfig batch,
        AsyncConfig async,
        ShadowConfig shadow,
        QualityConfig quality,
        FlinkConfig flink) {

    /** @throws ConfigException if the parts do not fit each other */
    public PipelineConfig {
        Problems problems = new Problems();
        CrossChecks.capacity(async, batch, inference, problems);
        CrossChecks.timeouts(async, inference, problems);
        CrossChecks.segments(quality, records, problems);
        problems.throwIfAny();
    }

    /**
     * Reads the options that every mode has.
     *
     * @throws ConfigException with all that is wrong
     */
    public static PipelineConfig from(Settings settings) {
        OptionReader options = new OptionReader(settings);
        PipelineConfig config = read(options);
        options.located().throwIfAny();
        if (config == null) {
            throw new IllegalStateException("A configuration that could not be read must have a problem");
        }
        return config;
    }

    /** The configuration, or {@code null} and problems in {@code options}. */
    static @Nullable PipelineConfig read(OptionReader options) {
        RecordConfig records = options.group(RecordConfig::from);
        ModelConfig model = options.group(ModelConfig::from);
        InferenceConfig inference = options.group(InferenceConfig::from);
        BatchConfig batch = options.group(BatchConfig::from);
        AsyncConfig async = options.group(AsyncConfig::from);
        ShadowConfig shadow = options.group(ShadowConfig::from);
        QualityConfig quality = options.group(QualityConfig::from);
        FlinkConfig flink = options.group(FlinkConfig::from);
        if (records != null
                && model != null
                && inference != null
                && batch != null
                && async != null
                && shadow != null
                && quality != null
                && flink != null) {
            return options.group(
                    ignored -> new PipelineConfig(records, model, inference, batch, async, shadow, quality, flink));
        }
        Problems problems = new Problems();
        CrossChecks.capacity(async, batch, inference, problems);
        CrossChecks.timeouts(async, inference, problems);
        CrossChecks.segments(quality, records, problems);
        problems.found().forEach(options::add);
        return null;
    }
}
