package dev.parallax.job.endpoint;

import dev.parallax.evaluate.Alert;
import dev.parallax.evaluate.QualityReport;
import dev.parallax.job.config.Delivery;
import dev.parallax.job.config.QualityConfig;
import dev.parallax.job.config.SinkConfig;
import dev.parallax.job.config.SourceConfig;
import dev.parallax.job.config.StartingOffsets;
import dev.parallax.job.config.StreamingConfig;
import dev.parallax.shadow.Comparison;
import dev.parallax.text.Parsed;
import dev.parallax.text.TextParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Reads texts from Kafka topics, and writes predictions, dead letters and disagreements to others. */
public final class KafkaEndpoints {

    /** The producer's own. */
    private static final int DEFAULT_BATCH_SIZE = 16_384;

    /** What the transactional ids of each sink begin with, after the prefix. */
    private static final String PREDICTIONS = "-predictions";

    private static final String DEAD_LETTERS = "-dead-letters";
    private static final String DISAGREEMENTS = "-disagreements";
    private static final String QUALITY = "-quality";
    private static final String ALERTS = "-alerts";

    private KafkaEndpoints() {}

    /** As {@link #of(StreamingConfig, RecordLimits)}, for topics that nobody has configured. */
    public static Endpoints of(StreamingConfig config) {
        return of(config, RecordLimits.byDefault(config));
    }

    /**
     * Endpoints by configuration; nothing is connected before the job runs.
     *
     * @param limits what the topics take
     */
    public static Endpoints of(StreamingConfig config, RecordLimits limits) {
        Map<String, String> producer = config.kafka().producer();
        PredictionJson predictions =
                new PredictionJson(config.pipeline().records().includeText());
        DeadLetterSchema deadLetters = new DeadLetterSchema(config.sink().deadLettersTopic());
        return new Endpoints(
                source(
                        config.source(),
                        config.pipeline().records().parser(),
                        config.kafka().consumer()),
                watermarks(config.source()),
                sink(
                        config.sink(),
                        PREDICTIONS,
                        new PredictionSchema(config.sink().predictionsTopic(), predictions),
                        batched(producer, limits.predictions())),
                sink(config.sink(), DEAD_LETTERS, deadLetters, batched(producer, limits.deadLetters())),
                disagreements(config, limits.disagreements(), batched(producer, limits.disagreements())),
                quality(config, producer),
                new PredictionLimit(limits.predictions(), predictions),
                new LetterParts(limits.deadLetters(), deadLetters));
    }

    /** Topics count batches of records: one that the producer makes of several must not be too large where none of them is. */
    private static Map<String, String> batched(Map<String, String> producer, int limit) {
        Map<String, String> properties = new HashMap<>(producer);
        properties.merge(
                ProducerConfig.BATCH_SIZE_CONFIG,
                Integer.toString(Math.min(DEFAULT_BATCH_SIZE, limit)),
                (given, ours) -> given.matches("[0-9]{1,9}")
                        ? Integer.toString(Math.min(Integer.parseInt(given), limit))
                        : given);
        return properties;
    }

    private static Optional<Sink<Comparison>> disagreements(
            StreamingConfig config, int limit, Map<String, String> producer) {
        if (!config.pipeline().shadow().enabled()) {
            return Optional.empty();
        }
        DisagreementJson json = new DisagreementJson(config.pipeline().records().includeText());
        return Optional.of(sink(
                config.sink(),
                DISAGREEMENTS,
                new DisagreementSchema(config.sink().disagreementsTopic(), limit, json),
                producer));
    }

    private static Optional<QualityEndpoints> quality(StreamingConfig config, Map<String, String> producer) {
        QualityConfig quality = config.pipeline().quality();
        if (!quality.enabled()) {
            return Optional.empty();
        }
        return Optional.of(new QualityEndpoints(
                sink(
                        config.sink(),
                        QUALITY,
                        new ReportSchema<>(
                                quality.topics().quality(),
                                new QualityJson(),
                                report -> report.shadow() + "/" + report.segment(),
                                QualityReport::endMillis),
                        producer),
                sink(
                        config.sink(),
                        ALERTS,
                        new ReportSchema<>(
                                quality.topics().alerts(),
                                new AlertJson(),
                                alert -> alert.shadow() + "/" + alert.segment(),
                                Alert::windowEndMillis),
                        producer),
                quality.labelsTopic().map(topic -> labels(config, topic))));
    }

    /** Labels are read by the group of the texts, from the same place on. */
    private static KafkaSource<Parsed> labels(StreamingConfig config, String topic) {
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

    private static KafkaSource<Parsed> source(SourceConfig config, TextParser parser, Map<String, String> properties) {
        KafkaSourceBuilder<Parsed> source = KafkaSource.<Parsed>builder()
                .setProperties(properties(properties))
                .setGroupId(config.groupId())
                .setStartingOffsets(offsets(config.start()))
                .setDeserializer(new ParsedSchema(parser, properties, config.maxAhead()));
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
    private static WatermarkStrategy<Parsed> watermarks(SourceConfig config) {
        WatermarkStrategy<Parsed> strategy = WatermarkStrategy.<Parsed>forBoundedOutOfOrderness(
                        config.maxOutOfOrderness())
                .withTimestampAssigner((parsed, kafka) -> parsed.timestampMillis());
        return config.idleTimeout().isZero() ? strategy : strategy.withIdleness(config.idleTimeout());
    }

    /** Starts of the transactional ids of all sinks, each of one sink. */
    static List<String> transactionalIdPrefixes(StreamingConfig config) {
        List<String> names = new ArrayList<>(List.of(PREDICTIONS, DEAD_LETTERS));
        if (config.pipeline().shadow().enabled()) {
            names.add(DISAGREEMENTS);
        }
        if (config.pipeline().quality().enabled()) {
            names.addAll(List.of(QUALITY, ALERTS));
        }
        return names.stream()
                .map(name -> config.sink().transactionalIdPrefix() + name)
                .toList();
    }

    private static <T> Sink<T> sink(
            SinkConfig config, String name, TopicSchema<T> schema, Map<String, String> properties) {
        boolean transactions = config.delivery() == Delivery.EXACTLY_ONCE;
        KafkaSink<T> sink = KafkaSink.<T>builder()
                .setKafkaProducerConfig(properties(properties))
                .setRecordSerializer(schema)
                .setDeliveryGuarantee(transactions ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE)
                .setTransactionalIdPrefix(config.transactionalIdPrefix() + name)
                // Names are used again: what a failed attempt left open is listed and aborted, not probed for.
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .build();
        return transactions ? new TransactionalSink<>(sink, schema.topic(), properties) : sink;
    }

    private static Properties properties(Map<String, String> values) {
        Properties properties = new Properties();
        properties.putAll(PlaceholderProvider.fillingIn(values));
        return properties;
    }
}
