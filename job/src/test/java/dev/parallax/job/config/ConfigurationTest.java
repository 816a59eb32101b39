package dev.parallax.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parallax.encode.sparknlp.bert.ClassChoice;
import dev.parallax.infer.AsyncOptions;
import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.job.config.option.Delivery;
import dev.parallax.job.config.option.SinkTimestamp;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.model.DefaultModel;
import dev.parallax.job.model.ModelOptimization;
import dev.parallax.text.RecordFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

    private static final List<String> LEAST = List.of(
            "kafka.bootstrap.servers=broker:9092",
            "source.topics=texts",
            "sink.predictions-topic=predictions",
            "sink.dead-letters-topic=dead-letters");

    @TempDir
    private Path folder;

    @Test
    void nested_and_dotted_keys_mean_the_same() throws IOException {
        // Given
        Path file = yaml("""
                source:
                  topics: [a, b]
                  fields.text: body
                sink.predictions-topic: p
                sink:
                  dead-letters-topic: d
                  delivery: At-Least-Once
                kafka.bootstrap.servers: one:9092, two:9092
                kafka:
                  consumer: {max.poll.records: 7}
                  producer.linger.ms: 5
                batch: {linger: 3 ms, max-padding: 0.25}
                flink:
                  parallelism.default: 3
                  metrics.job.status.enable: [STATE]
                """);
        // When
        StreamingConfig config = StreamingConfig.from(Settings.load(Optional.of(file), List.of()));
        // Then
        assertThat(config.source().topics()).containsExactly("a", "b");
        assertThat(config.pipeline().records().rules().fields())
                .isEqualTo(new RecordFields("id", "body", "label", "timestamp", ""));
        assertThat(config.sink())
                .isEqualTo(new SinkConfig(
                        "p", "d", "", Delivery.AT_LEAST_ONCE, "parallax", MemorySize.ZERO, SinkTimestamp.INPUT));
        assertThat(config.kafka().consumer())
                .containsEntry("max.poll.records", "7")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("bootstrap.servers", "one:9092, two:9092")
                .doesNotContainKey("linger.ms");
        assertThat(config.kafka().producer())
                .containsEntry("linger.ms", "5")
                .containsEntry("transaction.timeout.ms", "900000")
                .containsEntry("max.request.size", "16777216")
                .doesNotContainKey("max.poll.records");
        assertThat(config.pipeline().batch()).isEqualTo(new BatchPolicy(0, 8192, 0.25, Duration.ofMillis(3), 0, 2048));
        assertThat(config.pipeline().flink().configuration().get(MetricOptions.JOB_STATUS_METRICS))
                .containsExactly(MetricOptions.JobStatusMetrics.STATE);
    }

    @Test
    void defaults_are_enough_beside_topics_and_brokers() {
        // When
        StreamingConfig config = StreamingConfig.from(Settings.load(Optional.empty(), LEAST));
        // Then
        assertThat(config.source().start()).hasToString("committed");
        assertThat(config.sink().delivery()).isEqualTo(Delivery.EXACTLY_ONCE);
        assertThat(config.pipeline().model())
                .isEqualTo(new ModelConfig(Optional.empty(), DefaultModel.SENTIMENT, ModelOptimization.AUTO, 0));
        assertThat(config.pipeline().flink().checkpointInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.pipeline().flink().configuration().get(PipelineOptions.GENERIC_TYPES))
                .isFalse();
    }

    @Test
    void a_pipeline_without_kafka_needs_no_value_at_all() {
        PipelineConfig config = PipelineConfig.from(Settings.none());
        assertThat(config.async())
                .isEqualTo(new AsyncOptions(512, Duration.ofMinutes(5), AsyncOptions.Order.UNORDERED));
    }

    @Test
    void a_value_set_on_the_command_line_wins_and_the_last_one_counts() throws IOException {
        // Given
        Path file = yaml("model.name: intent\n");
        // When
        Settings settings = Settings.load(
                Optional.of(file), List.of("model.name=sentiment", "model.name=sentiment-int8", "batch.max-rows=8"));
        // Then
        PipelineConfig config = PipelineConfig.from(settings);
        assertThat(config.model().name()).isEqualTo(DefaultModel.SENTIMENT_INT8);
        assertThat(config.batch().maxRows()).isEqualTo(8);
    }

    @Test
    void all_that_is_wrong_is_told_at_once_with_place_value_and_what_would_be_right() throws IOException {
        // Given
        Path file = yaml("""
                source:
                  topics: [in]
                  start: yesterday
                  idle-timeout: 30
                sink:
                  predictions-topic: in
                  delivery: twice
                batch.max-row: 3
                batch.max-rows: many
                inference.cpu-threads: -1
                async.capacity: 10
                flink.execution.checkpointing.interval: often
                """);
        // When
        ConfigException thrown = failure(file, List.of("sink.include-text=ja"));
        // Then
        assertThat(thrown.getMessage().lines())
                .containsExactlyInAnyOrder(
                        "batch.max-row (parallax.yaml:8): is not an option; the nearest one is 'batch.max-rows'",
                        "sink.include-text (--set): must be true or false, and is 'ja'",
                        "inference.cpu-threads (parallax.yaml:10): must be an integer, 0 (one for each core) to 1,024,"
                                + " and is '-1'",
                        "batch.max-rows (parallax.yaml:9): must be an integer, 0 (by the device) to 1,000,000,"
                                + " and is 'many'",
                        "flink.execution.checkpointing.interval (parallax.yaml:12): must be a duration with its unit,"
                                + " such as 10 s, and is 'often'",
                        "source.start (parallax.yaml:3): must be earliest, latest, committed or an ISO-8601 instant"
                                + " such as 2026-01-31T12:00:00Z, and is 'yesterday'",
                        "source.idle-timeout (parallax.yaml:4): must be a duration with its unit, such as 500 ms, 30 s"
                                + " or 5 min, 0 to 36500 d, and is '30'",
                        "sink.predictions-topic (parallax.yaml:6): must be a topic that the source does not read, and"
                                + " is 'in'",
                        "sink.delivery (parallax.yaml:7): must be one of exactly-once, at-least-once, and is 'twice'",
                        "sink.dead-letters-topic: is not set, and must be a topic's name: 1 to 249 letters, digits,"
                                + " '.', '_' or '-'",
                        "kafka.bootstrap.servers: is not set, and must be the brokers' addresses, such as"
                                + " kafka-0:9092,kafka-1:9092");
    }

    @Test
    void rules_between_groups_are_told_together() {
        // When
        ConfigException thrown = failure(List.of(
                "kafka.bootstrap.servers=broker:9092",
                "source.topic-pattern=t.*",
                "sink.predictions-topic=tp",
                "sink.dead-letters-topic=td",
                "async.capacity=63",
                "async.timeout=30 s",
                "kafka.transaction.timeout.ms=10000",
                "flink.execution.checkpointing.mode=AT_LEAST_ONCE"));
        // Then
        assertThat(thrown.problems())
                .extracting(problem -> problem.key().replace(" (--set)", ""))
                .containsExactlyInAnyOrder(
                        "async.capacity",
                        "async.timeout",
                        "sink.predictions-topic",
                        "sink.dead-letters-topic",
                        "sink.delivery",
                        "kafka.producer.transaction.timeout.ms");
        assertThat(thrown).hasMessageContaining("at least 64, which is batch.max-rows 32 times 2 batches in flight");
    }

    @Test
    void on_the_cpu_the_capacity_must_hold_one_batch() {
        assertThat(PipelineConfig.from(
                                Settings.load(Optional.empty(), List.of("inference.provider=cpu", "async.capacity=16")))
                        .batch()
                        .maxRows())
                .isZero();
        assertThat(failure(LEAST, "inference.provider=cpu", "async.capacity=15"))
                .hasMessageContaining("at least 16, which is batch.max-rows 16 times 1 batches in flight");
    }

    @Test
    void exactly_one_of_topics_and_pattern_must_be_set() {
        assertThat(failure(LEAST, "source.topic-pattern=x.*")).hasMessageContaining("both are");
        assertThat(failure(LEAST.subList(2, 4), "kafka.bootstrap.servers=b:1")).hasMessageContaining("neither is");
        assertThat(failure(LEAST.subList(2, 4), "kafka.bootstrap.servers=b:1", "source.topic-pattern=x("))
                .hasMessageContaining("source.topic-pattern (--set): must be a Java regular expression");
    }

    @Test
    void a_property_that_an_option_sets_is_refused_with_that_option() {
        assertThat(failure(LEAST, "kafka.group.id=g", "kafka.producer.transactional.id=t")
                        .problems())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "kafka.consumer.group.id: is set by Parallax: leave it out, and use source.group-id to"
                                + " change it",
                        "kafka.producer.transactional.id (--set): is set by Parallax: leave it out, and use"
                                + " sink.transactional-id-prefix to change it");
    }

    @Test
    void a_model_of_ones_own_and_one_of_ours_exclude_each_other() {
        assertThat(failure(LEAST, "model.path=m", "model.name=intent")).hasMessageContaining("model.path (--set)");
        assertThat(failure(LEAST, "model.name=sentiment-int8", "model.optimize=off"))
                .hasMessageContaining("model.optimize (--set)")
                .hasMessageContaining("must be auto with the model sentiment-int8");
    }

    @Test
    void disagreements_need_a_topic_of_their_own_where_there_is_a_shadow() {
        assertThat(failure(LEAST, "shadow.enabled=true"))
                .hasMessage("sink.disagreements-topic: is not set, and must be the name of a Kafka topic where"
                        + " shadow.enabled is true");
        assertThat(failure(LEAST, "shadow.enabled=true", "sink.disagreements-topic=texts"))
                .hasMessageContaining("a topic that the source does not read");
        assertThat(StreamingConfig.from(Settings.load(
                                Optional.empty(),
                                Stream.concat(
                                                LEAST.stream(),
                                                Stream.of("shadow.enabled=true", "sink.disagreements-topic=d"))
                                        .toList()))
                        .pipeline()
                        .shadow()
                        .choice())
                .isEqualTo(ClassChoice.FIRST);
    }

    @Test
    void kryo_cannot_be_let_in() {
        assertThat(failure(LEAST, "flink.pipeline.generic-types=true"))
                .hasMessage("flink.pipeline.generic-types (--set): must be false, so that no type falls back to Kryo,"
                        + " and is 'true'");
    }

    @Test
    void checkpoints_keep_the_interval_that_is_set() {
        PipelineConfig config = PipelineConfig.from(Settings.none()
                .with(Map.of("flink." + CheckpointingOptions.CHECKPOINTING_INTERVAL.key(), "200 ms"), "quickstart"));
        assertThat(config.flink().checkpointInterval()).isEqualTo(Duration.ofMillis(200));
    }

    private ConfigException failure(List<String> overrides, String... more) {
        return failure(Stream.concat(overrides.stream(), Stream.of(more)).toList());
    }

    private ConfigException failure(List<String> overrides) {
        return catchThrowableOfType(
                ConfigException.class, () -> StreamingConfig.from(Settings.load(Optional.empty(), overrides)));
    }

    private ConfigException failure(Path file, List<String> overrides) {
        return catchThrowableOfType(
                ConfigException.class, () -> StreamingConfig.from(Settings.load(Optional.of(file), overrides)));
    }

    private Path yaml(String text) throws IOException {
        return Files.writeString(folder.resolve("parallax.yaml"), text);
    }
}
