package dev.parallax.job.endpoint;

import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.alert.Alert;
import dev.parallax.job.config.QualityConfig;
import dev.parallax.job.config.SinkConfig;
import dev.parallax.job.config.SourceConfig;
import dev.parallax.job.config.StreamingConfig;
import dev.parallax.job.config.option.StartingOffsets;
import dev.parallax.job.endpoint.preflight.OutputTopics;
import dev.parallax.job.endpoint.sink.TopicSink;
import dev.parallax.job.endpoint.topic.OutputTopic;
import dev.parallax.job.endpoint.topic.PlaceholderProvider;
import dev.parallax.job.endpoint.topic.TransactionalIds;
import dev.parallax.job.wire.AlertJson;
import dev.parallax.job.wire.DisagreementJson;
import dev.parallax.job.wire.PredictionJson;
import dev.parallax.job.wire.QualityJson;
import dev.parallax.shadow.Comparison;
import dev.parallax.text.ParseResult;
import dev.parallax.text.TextParser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * Reads texts and labels from Kafka topics, and writes predictions, dead letters, disagreements, quality reports and
 * alerts to others.
 */
public final class KafkaEndpoints {

    private KafkaEndpoints() {}

    /** As {@link #of(StreamingConfig, OutputTopics)}, for topics that are not asked before the job starts. */
    public static Endpoints of(StreamingConfig config) {
        return of(config, OutputTopics.byDefault(config));
    }

    /**
     * Endpoints by configuration; nothing is connected before the job runs.
     *
     * @param topics what the topics take, as far as it is known before tasks start
     */
    public static Endpoints of(StreamingConfig config, OutputTopics topics) {
        Map<String, String> producer = config.kafka().producer();
        SinkConfig sink = config.sink();
        OutputTopic predictions = topics.topic(sink.predictionsTopic());
        OutputTopic deadLetters = topics.topic(sink.deadLettersTopic());
        PredictionJson json = new PredictionJson(config.pipeline().records().includeText());
        return new Endpoints(
                source(
                        config.source(),
                        config.pipeline().records().parser(),
                        config.kafka().consumer()),
                watermarks(config.source()),
                new TopicSink<>(
                        sink, TransactionalIds.PREDICTIONS, new PredictionSerializer(predictions, json), producer),
                new TopicSink<>(sink, TransactionalIds.DEAD_LETTERS, new DeadLetterSerializer(deadLetters), producer),
                disagreements(config, topics),
                quality(config, topics),
                new PredictionLimit(predictions, json),
                new DeadLetterSplitter(deadLetters));
    }

    private static Optional<Sink<Comparison>> disagreements(StreamingConfig config, OutputTopics topics) {
        if (!config.pipeline().shadow().enabled()) {
            return Optional.empty();
        }
        DisagreementJson json = new DisagreementJson(config.pipeline().records().includeText());
        return Optional.of(new TopicSink<>(
                config.sink(),
                TransactionalIds.DISAGREEMENTS,
                new DisagreementSerializer(topics.topic(config.sink().disagreementsTopic()), json),
                config.kafka().producer()));
    }

    private static Optional<QualityEndpoints> quality(StreamingConfig config, OutputTopics topics) {
        QualityConfig quality = config.pipeline().quality();
        if (!quality.enabled()) {
            return Optional.empty();
        }
        return Optional.of(new QualityEndpoints(
                new TopicSink<>(
                        config.sink(),
                        TransactionalIds.QUALITY,
                        new WindowResultSerializer<>(
                                topics.topic(quality.topics().quality()),
                                new QualityJson(),
                                report -> report.shadow() + "/" + report.segment(),
                                QualityReport::endMillis),
                        config.kafka().producer()),
                new TopicSink<>(
                        config.sink(),
                        TransactionalIds.ALERTS,
                        new WindowResultSerializer<>(
                                topics.topic(quality.topics().alerts()),
                                new AlertJson(),
                                alert -> alert.shadow() + "/" + alert.segment(),
                                Alert::windowEndMillis),
                        config.kafka().producer()),
                quality.labelsTopic().map(topic -> labels(config, topic))));
    }

    /** Labels are read by the group of the texts, from the same place on. */
    private static KafkaSource<ParseResult> labels(StreamingConfig config, String topic) {
        SourceConfig texts = config.source();
        return source(
                new SourceConfig(
                        List.of(topic),
                        Optional.empty(),
                        texts.start(),
                        texts.groupId(),
                        texts.partitionDiscoveryInterval(),
                        texts.maxOutOfOrderness(),
                        texts.idleTimeout(),
                        texts.maxAhead()),
                config.pipeline().records().labelParser(),
                config.kafka().consumer());
    }

    private static KafkaSource<ParseResult> source(
            SourceConfig config, TextParser parser, Map<String, String> properties) {
        KafkaSourceBuilder<ParseResult> source = KafkaSource.<ParseResult>builder()
                .setProperties(PlaceholderProvider.clientProperties(properties))
                .setGroupId(config.groupId())
                .setStartingOffsets(offsets(config.start()))
                .setDeserializer(new TextDeserializer(parser, properties, config.maxAhead()));
        String clientId = properties.get("client.id");
        if (clientId != null) {
            source.setClientIdPrefix(clientId);
        }
        Duration discovery = config.partitionDiscoveryInterval();
        source.setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                Long.toString(discovery.isZero() ? -1 : discovery.toMillis()));
        config.topicPattern()
                .ifPresentOrElse(
                        pattern -> source.setTopicPattern(Pattern.compile(pattern)),
                        () -> source.setTopics(config.topics()));
        return source.build();
    }

    /** The connector takes Kafka's deprecated enum and nothing else. */
    @SuppressWarnings("deprecation")
    private static OffsetsInitializer offsets(StartingOffsets start) {
        return switch (start.from()) {
            case EARLIEST -> OffsetsInitializer.earliest();
            case LATEST -> OffsetsInitializer.latest();
            case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
            case TIMESTAMP ->
                OffsetsInitializer.timestamp(start.instant().orElseThrow().toEpochMilli());
        };
    }

    /** Inside the source, so that each partition has watermarks of its own and a silent one holds nothing back. */
    private static WatermarkStrategy<ParseResult> watermarks(SourceConfig config) {
        WatermarkStrategy<ParseResult> strategy = WatermarkStrategy.<ParseResult>forBoundedOutOfOrderness(
                        config.maxOutOfOrderness())
                .withTimestampAssigner((parsed, kafka) -> parsed.timestampMillis());
        return config.idleTimeout().isZero() ? strategy : strategy.withIdleness(config.idleTimeout());
    }
}
