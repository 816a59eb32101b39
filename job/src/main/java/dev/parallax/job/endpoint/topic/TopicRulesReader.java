package dev.parallax.job.endpoint.topic;

import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what topics take, in one request for all of them. A process reads once for all of its tasks that start
 * together.
 *
 * <p>Immutable and safe for several threads.
 *
 * @param client properties of a Kafka client, with placeholders that are filled in here
 * @param topics which topics
 * @param timeout how long the brokers may take to answer, 1 ms to 24 days
 */
public record TopicRulesReader(Map<String, String> client, List<String> topics, Duration timeout)
        implements Serializable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicRulesReader.class);

    /** For how long what was read counts for other tasks of the process; a job takes longer to restart. */
    private static final Duration SHARED_FOR = Duration.ofSeconds(2);

    private static final Map<TopicRulesReader, Answer> ANSWERS = new HashMap<>();

    private record Answer(Map<String, TopicRules> rules, long nanoTime) {}

    /** Copies the properties and the topics. */
    public TopicRulesReader {
        client = Map.copyOf(client);
        topics = List.copyOf(topics);
    }

    /**
     * Asks the brokers, unless a task of this process has just done so.
     *
     * @return rules by topic, without those of topics that could not be read, of which a warning is logged
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    Map<String, TopicRules> read() throws InterruptedException {
        synchronized (ANSWERS) {
            Answer answer = ANSWERS.get(this);
            if (answer == null || System.nanoTime() - answer.nanoTime() > SHARED_FOR.toNanos()) {
                answer = new Answer(ask(), System.nanoTime());
                ANSWERS.put(this, answer);
            }
            return answer.rules();
        }
    }

    /** Has the brokers asked by the next task in any case: what they said is no longer so. */
    void forget() {
        synchronized (ANSWERS) {
            ANSWERS.remove(this);
        }
    }

    /**
     * Asks the brokers.
     *
     * @return rules by topic, without those of topics that could not be read, of which a warning is logged
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public Map<String, TopicRules> ask() throws InterruptedException {
        Map<String, Object> properties = new HashMap<>(PlaceholderProvider.fillingIn(client));
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        Map<String, TopicRules> rules = new HashMap<>();
        try (Admin admin = Admin.create(properties)) {
            Map<ConfigResource, KafkaFuture<Config>> answers = admin.describeConfigs(topics.stream()
                            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                            .toList())
                    .values();
            for (Map.Entry<ConfigResource, KafkaFuture<Config>> answer : answers.entrySet()) {
                String topic = answer.getKey().name();
                try {
                    Config config = answer.getValue().get();
                    rules.put(topic, TopicRules.of(key -> {
                        ConfigEntry entry = config.get(key);
                        return entry == null ? null : entry.value();
                    }));
                } catch (ExecutionException e) {
                    unreadable(topic, String.valueOf(e.getCause()));
                }
            }
        } catch (KafkaException e) {
            // Its message may hold a password out of a JAAS line, and so may its causes'.
            topics.forEach(topic ->
                    unreadable(topic, "no client starts: " + e.getClass().getSimpleName()));
        }
        return Map.copyOf(rules);
    }

    private static void unreadable(String topic, String why) {
        LOG.warn(
                "What topic '{}' takes cannot be read ({}). It is taken to be what was read before or set by"
                        + " sink.max-record-size, and else Kafka's defaults: {}",
                topic,
                why,
                TopicRules.KAFKAS_DEFAULT);
    }
}
