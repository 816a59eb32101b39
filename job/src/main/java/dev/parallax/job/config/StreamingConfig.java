package dev.parallax.job.config;

import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problems;

/**
 * All that a job on Kafka needs.
 *
 * @param pipeline what every mode needs
 * @param source what to read
 * @param sink what to write
 * @param kafka properties of Kafka's clients
 */
public record StreamingConfig(PipelineConfig pipeline, SourceConfig source, SinkConfig sink, KafkaProperties kafka) {

    /** @throws ConfigException if the parts do not fit each other */
    public StreamingConfig {
        Problems problems = new Problems();
        CrossChecks.topics(source, sink, problems);
        CrossChecks.disagreements(pipeline.shadow(), sink, problems);
        CrossChecks.quality(pipeline.quality(), source, sink, problems);
        CrossChecks.transactions(sink, kafka, pipeline.flink(), problems);
        CrossChecks.registry(pipeline.records(), kafka, problems);
        problems.throwIfAny();
    }

    /**
     * Reads all options.
     *
     * @throws ConfigException with all that is wrong
     */
    public static StreamingConfig from(Settings settings) {
        OptionReader options = new OptionReader(settings);
        PipelineConfig pipeline = PipelineConfig.read(options);
        SourceConfig source = options.group(SourceConfig::from);
        SinkConfig sink = options.group(SinkConfig::from);
        KafkaProperties kafka = options.group(KafkaProperties::from);
        ShadowConfig shadow = options.group(ShadowConfig::from);
        QualityConfig quality = options.group(QualityConfig::from);
        FlinkConfig flink = options.group(FlinkConfig::from);
        Problems problems = new Problems();
        CrossChecks.topics(source, sink, problems);
        CrossChecks.disagreements(shadow, sink, problems);
        CrossChecks.quality(quality, source, sink, problems);
        CrossChecks.transactions(sink, kafka, flink, problems);
        CrossChecks.registry(pipeline == null ? null : pipeline.records(), kafka, problems);
        problems.found().forEach(options::add);
        options.located().throwIfAny();
        if (pipeline == null || source == null || sink == null || kafka == null) {
            throw new IllegalStateException("A configuration that could not be read must have a problem");
        }
        return new StreamingConfig(pipeline, source, sink, kafka);
    }
}
