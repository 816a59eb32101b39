package dev.parallax.job.config.option;

import dev.parallax.job.config.value.Option;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every option there is, in the order of the reference, and the families of keys that are passed on. */
public final class Options {

    /** Prefix of properties passed to Kafka's clients. */
    public static final String KAFKA = "kafka.";
    /** Prefix of properties passed to Kafka's consumers only. */
    public static final String KAFKA_CONSUMER = "kafka.consumer.";
    /** Prefix of properties passed to Kafka's producers only. */
    public static final String KAFKA_PRODUCER = "kafka.producer.";
    /** Prefix of options passed to Flink. */
    public static final String FLINK = "flink.";

    /** All options. */
    public static final List<Option<?>> ALL = Stream.of(
                    SourceKeys.ALL,
                    SinkKeys.ALL,
                    ModelKeys.ALL,
                    BatchKeys.ALL,
                    ShadowKeys.ALL,
                    QualityKeys.ALL,
                    DetectorKeys.ALL,
                    AlertKeys.ALL)
            .flatMap(List::stream)
            .toList();

    /** Keys of all options. */
    public static final Set<String> KEYS = ALL.stream().map(Option::key).collect(Collectors.toUnmodifiableSet());

    /** Keys of options that are neither a value nor a list of values; they have no placeholders. */
    public static final Set<String> TREES =
            Set.of(ShadowKeys.PIPELINE.key(), ShadowKeys.HEADS.key(), AlertKeys.ALERTS.key());

    /**
     * Keys with one prefix that are passed on.
     *
     * @param prefix the prefix, with its dot
     * @param meaning where they go
     */
    public record Family(String prefix, String meaning) {}

    /** All families, the longer prefix first. */
    public static final List<Family> FAMILIES = List.of(
            new Family(
                    KAFKA_CONSUMER,
                    "Any property of Kafka's consumer, for the source only. `isolation.level` is `read_committed`"
                            + " unless set here, so that no aborted record is classified."),
            new Family(
                    KAFKA_PRODUCER,
                    "Any property of Kafka's producer, for the sinks only. `transaction.timeout.ms` is 900000 unless"
                            + " set here; it must exceed the checkpoint interval and the longest restart, and must not"
                            + " exceed the brokers' `transaction.max.timeout.ms`. `max.request.size` is "
                            + "16777216 unless set"
                            + " here, so that a topic's own limit counts."),
            new Family(
                    KAFKA,
                    "Any property of Kafka's clients, for source and sinks. `kafka.bootstrap.servers` must be set to"
                            + " run on Kafka."),
            new Family(
                    FLINK,
                    "Any option of Flink, such as `flink.parallelism.default`."
                            + " `flink.execution.checkpointing.interval` is 10 s unless set here."));

    private Options() {}

    /** The family that a key belongs to. */
    public static Optional<Family> family(String key) {
        return FAMILIES.stream()
                .filter(family -> key.startsWith(family.prefix())
                        && key.length() > family.prefix().length())
                .findFirst();
    }
}
