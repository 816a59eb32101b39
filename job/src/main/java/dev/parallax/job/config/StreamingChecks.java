package dev.parallax.job.config;

import dev.parallax.job.config.option.Delivery;
import dev.parallax.job.config.option.Options;
import dev.parallax.job.config.option.QualityKeys;
import dev.parallax.job.config.option.ShadowKeys;
import dev.parallax.job.config.option.SinkKeys;
import dev.parallax.job.config.option.SourceKeys;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.value.Option;
import dev.parallax.job.config.value.Problem;
import dev.parallax.text.RecordFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.CheckpointingOptions;

/**
 * Rules between options of different groups, of those that a job on Kafka has. A rule is skipped where one of its
 * options already has a problem, since the default stands for its value then.
 */
final class StreamingChecks {

    private static final String UNREAD_TOPIC = "a topic that the source does not read";

    private StreamingChecks() {}

    /** Checks all rules. */
    static void check(StreamingConfig config, OptionReader options) {
        topics(config, options);
        disagreements(config, options);
        quality(config, options);
        transactions(config, options);
        registry(config, options);
    }

    /** The job must not read what it writes. */
    private static void topics(StreamingConfig config, OptionReader options) {
        SinkConfig sink = config.sink();
        unread(SinkKeys.PREDICTIONS_TOPIC, sink.predictionsTopic(), config.source(), options);
        unread(SinkKeys.DEAD_LETTERS_TOPIC, sink.deadLettersTopic(), config.source(), options);
        unread(SinkKeys.DISAGREEMENTS_TOPIC, sink.disagreementsTopic(), config.source(), options);
    }

    private static void unread(Option<String> option, String topic, SourceConfig source, OptionReader options) {
        if (options.right(option, SourceKeys.TOPICS, SourceKeys.TOPIC_PATTERN)) {
            options.check(topic.isEmpty() || !source.reads(topic), option, UNREAD_TOPIC);
        }
    }

    /** Checks that a shadow has a topic for its disagreements. */
    private static void disagreements(StreamingConfig config, OptionReader options) {
        if (config.pipeline().shadow().enabled()
                && config.sink().disagreementsTopic().isEmpty()
                && options.right(SinkKeys.DISAGREEMENTS_TOPIC, ShadowKeys.ENABLED)) {
            options.add(Problem.missing(
                    SinkKeys.DISAGREEMENTS_TOPIC.key(),
                    SinkKeys.DISAGREEMENTS_TOPIC.expected() + " where " + ShadowKeys.ENABLED.key() + " is true"));
        }
    }

    /** Reports and alerts must have somewhere to go, each to a topic of its own that the job does not read. */
    private static void quality(StreamingConfig config, OptionReader options) {
        QualityConfig quality = config.pipeline().quality();
        SourceConfig source = config.source();
        SinkConfig sink = config.sink();
        if (!quality.enabled()) {
            return;
        }
        Set<String> taken =
                new HashSet<>(List.of(sink.predictionsTopic(), sink.deadLettersTopic(), sink.disagreementsTopic()));
        String labels = quality.topics().labels();
        if (!labels.isEmpty() && options.right(QualityKeys.LABELS_TOPIC, SourceKeys.TOPICS, SourceKeys.TOPIC_PATTERN)) {
            options.check(
                    !source.reads(labels) && taken.add(labels),
                    QualityKeys.LABELS_TOPIC,
                    "a topic that holds labels alone");
        }
        ownTopic(QualityKeys.QUALITY_TOPIC, quality.topics().quality(), source, taken, options);
        ownTopic(QualityKeys.ALERTS_TOPIC, quality.topics().alerts(), source, taken, options);
    }

    private static void ownTopic(
            Option<String> option, String topic, SourceConfig source, Set<String> taken, OptionReader options) {
        if (!options.right(option, SourceKeys.TOPICS, SourceKeys.TOPIC_PATTERN)) {
            return;
        }
        if (topic.isEmpty()) {
            options.add(Problem.missing(
                    option.key(), option.expected() + " where " + QualityKeys.ENABLED.key() + " is true"));
        } else {
            options.check(
                    !source.reads(topic) && taken.add(topic),
                    option,
                    "a topic that the job neither reads nor writes anything else to");
        }
    }

    /** Transactions commit with checkpoints: these must be there, count once, and come before the brokers abort. */
    private static void transactions(StreamingConfig config, OptionReader options) {
        if (config.sink().delivery() != Delivery.EXACTLY_ONCE || !options.right(SinkKeys.DELIVERY)) {
            return;
        }
        FlinkConfig flink = config.pipeline().flink();
        if (options.right(FlinkConfig.key(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE))) {
            options.check(
                    flink.exactlyOnce(),
                    SinkKeys.DELIVERY,
                    Delivery.AT_LEAST_ONCE + " while flink.execution.checkpointing.mode is AT_LEAST_ONCE");
        }
        String timeout = Options.KAFKA_PRODUCER + KafkaProperties.TRANSACTION_TIMEOUT;
        if (options.right(timeout)
                && options.right(FlinkConfig.key(CheckpointingOptions.CHECKPOINTING_INTERVAL))
                && config.kafka().transactionTimeout().compareTo(flink.checkpointInterval()) <= 0) {
            options.add(Problem.wrong(
                    timeout,
                    config.kafka().transactionTimeout().toMillis(),
                    "longer than flink.execution.checkpointing.interval, "
                            + flink.checkpointInterval().toMillis() + " ms"));
        }
    }

    /** Avro cannot be read without its schemas. */
    private static void registry(StreamingConfig config, OptionReader options) {
        RecordFormat format = config.pipeline().records().format();
        if (format == RecordFormat.CONFLUENT_AVRO
                && !config.kafka().consumer().containsKey(KafkaProperties.SCHEMA_REGISTRY)) {
            options.add(Problem.missing(
                    KafkaProperties.SCHEMA_REGISTRY_KEY,
                    "the schema registry's address, such as http://registry:8081, since " + SourceKeys.FORMAT.key()
                            + " is " + format));
        }
    }
}
