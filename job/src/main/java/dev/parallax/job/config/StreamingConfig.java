package dev.parallax.job.config;

import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;

/**
 * All that a job on Kafka needs.
 *
 * @param pipeline what every mode needs
 * @param source what to read
 * @param sink what to write
 * @param kafka properties of Kafka's clients
 */
public record StreamingConfig(PipelineConfig pipeline, SourceConfig source, SinkConfig sink, KafkaProperties kafka) {

    /**
     * Reads all options.
     *
     * @throws ConfigException with all that is wrong
     */
    public static StreamingConfig from(Settings settings) {
        return OptionReader.read(settings, StreamingConfig::from);
    }

    private static StreamingConfig from(OptionReader options) {
        StreamingConfig config = new StreamingConfig(
                PipelineConfig.from(options),
                SourceConfig.from(options),
                SinkConfig.from(options),
                KafkaProperties.from(options));
        CrossChecks.check(config, options);
        return config;
    }
}
