package dev.parallax.job.config;

import dev.parallax.infer.batch.BatchPolicy;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.job.config.option.BatchKeys;
import dev.parallax.job.config.option.Delivery;
import dev.parallax.job.config.option.ModelKeys;
import dev.parallax.job.config.option.Options;
import dev.parallax.job.config.option.QualityKeys;
import dev.parallax.job.config.option.ShadowKeys;
import dev.parallax.job.config.option.SinkKeys;
import dev.parallax.job.config.option.SourceKeys;
import dev.parallax.job.config.value.Option;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.config.value.Problems;
import dev.parallax.text.RecordFormat;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules between groups of options. A group that could not be read is {@code null}, and nothing is said about it. */
final class CrossChecks {

    private CrossChecks() {}

    /** The operator must be able to fill all batches in flight. */
    static void capacity(
            @Nullable AsyncConfig async,
            @Nullable BatchConfig batch,
            @Nullable InferenceConfig inference,
            Problems problems) {
        if (async == null || batch == null || inference == null) {
            return;
        }
        boolean cpu = inference.provider() == DeviceOptions.Provider.CPU;
        BatchPolicy policy = batch.policy(Integer.MAX_VALUE)
                .on(cpu ? DeviceOptions.Provider.CPU : DeviceOptions.Provider.CUDA, inference.cpuThreads());
        // How many cores the machine has that will run the model is not known here.
        int inFlight = cpu && batch.inFlight() == BatchPolicy.BY_DEVICE ? 1 : policy.inFlight();
        long needed = (long) policy.maxRows() * inFlight;
        problems.check(
                async.capacity() >= needed,
                BatchKeys.CAPACITY,
                async.capacity(),
                "at least " + needed + ", which is " + BatchKeys.MAX_ROWS.key() + " " + policy.maxRows() + " times "
                        + inFlight + " batches in flight");
    }

    /** A text must not time out before the run that it is in. */
    static void timeouts(@Nullable AsyncConfig async, @Nullable InferenceConfig inference, Problems problems) {
        if (async == null || inference == null) {
            return;
        }
        problems.check(
                async.timeout().compareTo(inference.runTimeout()) > 0,
                BatchKeys.TIMEOUT,
                text(async.timeout()),
                "longer than " + ModelKeys.RUN_TIMEOUT.key() + ", " + text(inference.runTimeout()));
    }

    /** The job must not read what it writes. */
    static void topics(@Nullable SourceConfig source, @Nullable SinkConfig sink, Problems problems) {
        if (source == null || sink == null) {
            return;
        }
        problems.check(
                !source.reads(sink.predictionsTopic()),
                SinkKeys.PREDICTIONS_TOPIC,
                sink.predictionsTopic(),
                "a topic that the source does not read");
        problems.check(
                !source.reads(sink.deadLettersTopic()),
                SinkKeys.DEAD_LETTERS_TOPIC,
                sink.deadLettersTopic(),
                "a topic that the source does not read");
        problems.check(
                sink.disagreementsTopic().isEmpty() || !source.reads(sink.disagreementsTopic()),
                SinkKeys.DISAGREEMENTS_TOPIC,
                sink.disagreementsTopic(),
                "a topic that the source does not read");
    }

    /** Avro cannot be read without its schemas. */
    static void registry(@Nullable RecordConfig records, @Nullable KafkaProperties kafka, Problems problems) {
        if (records != null
                && kafka != null
                && records.format() == RecordFormat.CONFLUENT_AVRO
                && !kafka.consumer().containsKey(KafkaProperties.SCHEMA_REGISTRY)) {
            problems.add(Problem.missing(
                    KafkaProperties.SCHEMA_REGISTRY_KEY,
                    "the schema registry's address, such as http://registry:8081, since " + SourceKeys.FORMAT.key()
                            + " is " + records.format()));
        }
    }

    /** What a shadow finds must have somewhere to go. */
    static void disagreements(@Nullable ShadowConfig shadow, @Nullable SinkConfig sink, Problems problems) {
        if (shadow != null
                && sink != null
                && shadow.enabled()
                && sink.disagreementsTopic().isEmpty()) {
            problems.add(Problem.missing(
                    SinkKeys.DISAGREEMENTS_TOPIC.key(),
                    SinkKeys.DISAGREEMENTS_TOPIC.expected() + " where " + ShadowKeys.ENABLED.key() + " is true"));
        }
    }

    /** Texts are counted apart by a field that is read. */
    static void segments(@Nullable QualityConfig quality, @Nullable RecordConfig records, Problems problems) {
        if (quality == null || records == null || quality.segments().isEmpty()) {
            return;
        }
        problems.check(
                !records.fields().segment().isEmpty(),
                QualityKeys.SEGMENTS,
                quality.segments(),
                "unset where " + SourceKeys.SEGMENT_FIELD.key() + " is");
    }

    /** Reports and alerts must have somewhere to go, each to a topic of its own that the job does not read. */
    static void quality(
            @Nullable QualityConfig quality,
            @Nullable SourceConfig source,
            @Nullable SinkConfig sink,
            Problems problems) {
        if (quality == null || source == null || sink == null || !quality.enabled()) {
            return;
        }
        Set<String> taken =
                new HashSet<>(List.of(sink.predictionsTopic(), sink.deadLettersTopic(), sink.disagreementsTopic()));
        if (!quality.topics().labels().isEmpty()) {
            problems.check(
                    !source.reads(quality.topics().labels())
                            && taken.add(quality.topics().labels()),
                    QualityKeys.LABELS_TOPIC,
                    quality.topics().labels(),
                    "a topic that holds labels alone");
        }
        ownTopic(QualityKeys.QUALITY_TOPIC, quality.topics().quality(), source, taken, problems);
        ownTopic(QualityKeys.ALERTS_TOPIC, quality.topics().alerts(), source, taken, problems);
    }

    private static void ownTopic(
            Option<String> option, String topic, SourceConfig source, Set<String> taken, Problems problems) {
        if (topic.isEmpty()) {
            problems.add(Problem.missing(
                    option.key(), option.expected() + " where " + QualityKeys.ENABLED.key() + " is true"));
            return;
        }
        problems.check(
                !source.reads(topic) && taken.add(topic),
                option,
                topic,
                "a topic that the job neither reads nor writes anything else to");
    }

    /** Transactions commit with checkpoints: these must be there, count once, and come before the brokers abort. */
    static void transactions(
            @Nullable SinkConfig sink,
            @Nullable KafkaProperties kafka,
            @Nullable FlinkConfig flink,
            Problems problems) {
        if (sink == null || flink == null || sink.delivery() != Delivery.EXACTLY_ONCE) {
            return;
        }
        problems.check(
                flink.exactlyOnce(),
                SinkKeys.DELIVERY,
                sink.delivery(),
                Delivery.AT_LEAST_ONCE + " while flink.execution.checkpointing.mode is AT_LEAST_ONCE");
        if (kafka != null && kafka.transactionTimeout().compareTo(flink.checkpointInterval()) <= 0) {
            problems.add(Problem.wrong(
                    Options.KAFKA_PRODUCER + "transaction.timeout.ms",
                    kafka.transactionTimeout().toMillis(),
                    "longer than flink.execution.checkpointing.interval, "
                            + flink.checkpointInterval().toMillis() + " ms"));
        }
    }

    private static String text(Duration duration) {
        return duration.toMillis() + " ms";
    }
}
