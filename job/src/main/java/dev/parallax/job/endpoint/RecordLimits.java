package dev.parallax.job.endpoint;

import dev.parallax.job.config.ConfigException;
import dev.parallax.job.config.Problem;
import dev.parallax.job.config.SinkConfig;
import dev.parallax.job.config.StreamingConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Largest records that may be written, in bytes as {@link RecordSize} counts them.
 *
 * @param predictions to the topic of predictions
 * @param deadLetters to the topic of dead letters
 * @param disagreements to the topic of disagreements
 */
public record RecordLimits(int predictions, int deadLetters, int disagreements) {

    private static final Logger LOG = LoggerFactory.getLogger(RecordLimits.class);

    /** What brokers and topics take unless they are told otherwise. */
    private static final int KAFKAS_DEFAULT = 1_048_588;
    /**
     * What compression may add to bytes that it can make nothing of: a header and, for each block of 16 KiB or more, a few
     * bytes. Producer or topic may ask for it.
     */
    private static final int COMPRESSED_HEADER = 64;

    private static final int COMPRESSED_SHARE = 256;

    /** The limits where topics are not asked: the option's, or else that of a topic that nobody has configured. */
    public static RecordLimits byDefault(StreamingConfig config) {
        return of(config, Map.of());
    }

    /**
     * Asks for what the topics take. What may not be read is taken as {@link #byDefault}, with a warning.
     *
     * @param config the job's configuration
     * @param timeout how long the brokers may take to answer, 1 ms to 24 days
     * @throws ConfigException if a topic takes less than what a dead letter's headers may need
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public static RecordLimits ask(StreamingConfig config, Duration timeout) throws InterruptedException {
        Map<String, String> keys = KafkaPreflight.sinks(config);
        Map<String, Integer> topics = new HashMap<>();
        Map<String, Object> client =
                new HashMap<>(PlaceholderProvider.fillingIn(config.kafka().producer()));
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        try (Admin admin = Admin.create(client)) {
            Map<ConfigResource, KafkaFuture<Config>> answers = admin.describeConfigs(keys.keySet().stream()
                            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                            .toList())
                    .values();
            for (Map.Entry<ConfigResource, KafkaFuture<Config>> answer : answers.entrySet()) {
                String topic = answer.getKey().name();
                limit(topic, answer.getValue()).ifPresent(bytes -> topics.put(topic, bytes));
            }
        }
        requireRoom(keys, topics);
        return of(config, topics);
    }

    private static OptionalInt limit(String topic, KafkaFuture<Config> answer) throws InterruptedException {
        String why;
        try {
            ConfigEntry entry = answer.get().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
            if (entry != null && entry.value() != null) {
                return OptionalInt.of(Integer.parseInt(entry.value()));
            }
            why = "the brokers do not tell it";
        } catch (ExecutionException e) {
            why = String.valueOf(e.getCause());
        }
        LOG.warn(
                "{} of topic '{}' cannot be read ({}): sink.max-record-size is taken, or else Kafka's default of {} bytes",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                topic,
                why,
                KAFKAS_DEFAULT);
        return OptionalInt.empty();
    }

    private static void requireRoom(Map<String, String> keys, Map<String, Integer> topics) {
        List<Problem> problems = new ArrayList<>();
        keys.forEach((topic, key) -> {
            int bytes = topics.getOrDefault(topic, KAFKAS_DEFAULT);
            if (bytes < SinkConfig.LEAST_RECORD_SIZE) {
                problems.add(new Problem(
                        key,
                        "must be a topic whose " + TopicConfig.MAX_MESSAGE_BYTES_CONFIG + " is "
                                + SinkConfig.LEAST_RECORD_SIZE + " or more, and that of '" + topic + "' is " + bytes));
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    private static RecordLimits of(StreamingConfig config, Map<String, Integer> topics) {
        SinkConfig sink = config.sink();
        return new RecordLimits(
                limit(config, topics, sink.predictionsTopic()),
                limit(config, topics, sink.deadLettersTopic()),
                limit(config, topics, sink.disagreementsTopic()));
    }

    private static int limit(StreamingConfig config, Map<String, Integer> topics, String topic) {
        OptionalInt option = config.sink().recordSizeLimit();
        int ofTopic = topics.getOrDefault(topic, option.isPresent() ? Integer.MAX_VALUE : KAFKAS_DEFAULT);
        int bytes = Math.min(
                Math.min(option.orElse(Integer.MAX_VALUE), ofTopic),
                config.kafka().maxRecordSize());
        return usable(bytes);
    }

    /** Bytes of a record that stays within a limit of whole batches, however it is compressed. */
    static int usable(int batchBytes) {
        return batchBytes - batchBytes / COMPRESSED_SHARE - COMPRESSED_HEADER;
    }
}
