package dev.parallax.job.config;

import dev.parallax.infer.BatchPolicy;
import dev.parallax.infer.DeviceOptions;
import java.time.Duration;
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
                BatchOptions.CAPACITY,
                async.capacity(),
                "at least " + needed + ", which is " + BatchOptions.MAX_ROWS.key() + " " + policy.maxRows() + " times "
                        + inFlight + " batches in flight");
    }

    /** A text must not time out before the run that it is in. */
    static void timeouts(@Nullable AsyncConfig async, @Nullable InferenceConfig inference, Problems problems) {
        if (async == null || inference == null) {
            return;
        }
        problems.check(
                async.timeout().compareTo(inference.runTimeout()) > 0,
                BatchOptions.TIMEOUT,
                text(async.timeout()),
                "longer than " + ModelOptions.RUN_TIMEOUT.key() + ", " + text(inference.runTimeout()));
    }

    /** The job must not read what it writes. */
    static void topics(@Nullable SourceConfig source, @Nullable SinkConfig sink, Problems problems) {
        if (source == null || sink == null) {
            return;
        }
        problems.check(
                !source.reads(sink.predictionsTopic()),
                SinkOptions.PREDICTIONS_TOPIC,
                sink.predictionsTopic(),
                "a topic that the source does not read");
        problems.check(
                !source.reads(sink.deadLettersTopic()),
                SinkOptions.DEAD_LETTERS_TOPIC,
                sink.deadLettersTopic(),
                "a topic that the source does not read");
        problems.check(
                sink.disagreementsTopic().isEmpty() || !source.reads(sink.disagreementsTopic()),
                SinkOptions.DISAGREEMENTS_TOPIC,
                sink.disagreementsTopic(),
                "a topic that the source does not read");
    }

    /** What a shadow finds must have somewhere to go. */
    static void disagreements(@Nullable ShadowConfig shadow, @Nullable SinkConfig sink, Problems problems) {
        if (shadow != null
                && sink != null
                && shadow.enabled()
                && sink.disagreementsTopic().isEmpty()) {
            problems.add(Problem.missing(
                    SinkOptions.DISAGREEMENTS_TOPIC.key(),
                    SinkOptions.DISAGREEMENTS_TOPIC.expected() + " where " + ShadowOptions.ENABLED.key() + " is true"));
        }
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
                SinkOptions.DELIVERY,
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
