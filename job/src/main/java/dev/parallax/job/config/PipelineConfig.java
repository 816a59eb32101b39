package dev.parallax.job.config;

import dev.parallax.infer.AsyncOptions;
import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.job.config.option.BatchKeys;
import dev.parallax.job.config.option.ModelKeys;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;

/**
 * The options that every mode needs, whatever its sources and sinks.
 *
 * @param records how records are read and written
 * @param model which model classifies
 * @param device where it runs
 * @param batch how texts are put together for one run of it
 * @param async how texts wait for it
 * @param shadow which shadows texts are compared with, and how
 * @param quality what is reported on the predictions' quality
 * @param flink options passed to Flink
 */
public record PipelineConfig(
        RecordConfig records,
        ModelConfig model,
        DeviceOptions device,
        BatchPolicy batch,
        AsyncOptions async,
        ShadowConfig shadow,
        QualityConfig quality,
        FlinkConfig flink) {

    /**
     * Reads the options that every mode has.
     *
     * @throws ConfigException with all that is wrong
     */
    public static PipelineConfig from(Settings settings) {
        return OptionReader.read(settings, PipelineConfig::from);
    }

    static PipelineConfig from(OptionReader options) {
        PipelineConfig config = new PipelineConfig(
                RecordConfig.from(options),
                ModelConfig.from(options),
                ModelKeys.device(options),
                BatchKeys.policy(options),
                BatchKeys.async(options),
                ShadowConfig.from(options),
                QualityConfig.from(options),
                FlinkConfig.from(options));
        PipelineChecks.check(config, options);
        return config;
    }

    /**
     * The model to serve, with the heads that it is compared with. One that comes with Parallax is put together here
     * and now if it is not there yet; a user's own is read where the tasks run.
     *
     * @throws dev.parallax.infer.model.ModelException if the model that comes with Parallax cannot be put together
     */
    public ServingOptions serving() {
        return new ServingOptions(
                model.folder(device.provider()).toString(),
                model.servedName(),
                model.maxLength(),
                device,
                batch,
                shadow.enabledHeads());
    }
}
