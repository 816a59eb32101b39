package dev.parallax.job.endpoint;

import dev.parallax.job.config.ConfigException;
import dev.parallax.job.config.KafkaProperties;
import dev.parallax.job.config.Problem;
import dev.parallax.job.config.QualityConfig;
import dev.parallax.job.config.StreamingConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks Kafka, before a job starts, whether its brokers answer and its topics are there. */
public final class KafkaPreflight {

    private final List<Problem> problems = new ArrayList<>();
    private final Duration timeout;

    private KafkaPreflight(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Asks for all topics named by the configuration; topics by pattern may come later and are not asked for.
     *
     * @param config the job's configuration
     * @param timeout how long the brokers may take to answer, 1 ms to 24 days
     * @throws ConfigException if no broker answers, or a topic is not there or not to be seen
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public static void check(StreamingConfig config, Duration timeout) throws InterruptedException {
        Map<String, String> sources = new LinkedHashMap<>();
        config.source().topics().forEach(topic -> sources.put(topic, "source.topics"));
        config.pipeline().quality().labelsTopic().ifPresent(topic -> sources.put(topic, "source.labels-topic"));
        KafkaPreflight preflight = new KafkaPreflight(timeout);
        if (preflight.ask(config.kafka().consumer(), sources)) {
            preflight.ask(config.kafka().producer(), sinks(config));
        }
        if (!preflight.problems.isEmpty()) {
            throw new ConfigException(preflight.problems);
        }
    }

    /** Topics that the job writes to, with their options. */
    static Map<String, String> sinks(StreamingConfig config) {
        Map<String, String> sinks = new LinkedHashMap<>();
        sinks.put(config.sink().predictionsTopic(), "sink.predictions-topic");
        sinks.put(config.sink().deadLettersTopic(), "sink.dead-letters-topic");
        if (config.pipeline().shadow().enabled()) {
            sinks.put(config.sink().disagreementsTopic(), "sink.disagreements-topic");
        }
        QualityConfig quality = config.pipeline().quality();
        if (quality.enabled()) {
            sinks.put(quality.topics().quality(), "sink.quality-topic");
            sinks.put(quality.topics().alerts(), "sink.alerts-topic");
        }
        return sinks;
    }

    /** Whether there was an answer; {@code keys} are the options by topic. */
    private boolean ask(Map<String, String> properties, Map<String, String> keys) throws InterruptedException {
        Map<String, Object> client = new HashMap<>(PlaceholderProvider.fillingIn(properties));
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        try (Admin admin = Admin.create(client)) {
            Map<String, KafkaFuture<TopicDescription>> answers =
                    admin.describeTopics(keys.keySet()).topicNameValues();
            for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
                if (!take(answer.getKey(), answer.getValue(), keys, properties)) {
                    return false;
                }
            }
            return true;
        } catch (KafkaException e) {
            // Its message may hold a password out of a JAAS line, and so may its causes'.
            problems.add(new Problem(
                    "kafka.*",
                    "must be properties that a Kafka client can start with, and fail it with a "
                            + e.getClass().getSimpleName()));
            return false;
        }
    }

    private boolean take(
            String topic,
            KafkaFuture<TopicDescription> answer,
            Map<String, String> keys,
            Map<String, String> properties)
            throws InterruptedException {
        String key = keys.getOrDefault(topic, topic);
        try {
            answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                problems.add(new Problem(
                        "kafka." + KafkaProperties.BOOTSTRAP_SERVERS,
                        "must be addresses of brokers that answer, and none did within " + timeout.toMillis()
                                + " ms at '" + properties.get(KafkaProperties.BOOTSTRAP_SERVERS) + "'"));
                return false;
            }
            if (e.getCause() instanceof AuthenticationException refused) {
                problems.add(unauthenticated(refused));
                return false;
            }
            problems.add(new Problem(
                    key,
                    e.getCause() instanceof UnknownTopicOrPartitionException
                            ? "must be topics that are there, and '" + topic + "' is not"
                            : "must be topics that may be described, and '" + topic + "' fails: " + e.getMessage()));
        }
        return true;
    }

    /** Whose side does not know whose: what the other side says of it holds no secret. */
    private static Problem unauthenticated(AuthenticationException refused) {
        if (!(refused instanceof SslAuthenticationException)) {
            return new Problem(
                    "kafka.sasl.*",
                    "must be credentials that the brokers take, and they refuse them: " + refused.getMessage());
        }
        Throwable reason = refused.getCause() == null ? refused : refused.getCause();
        return new Problem(
                "kafka.ssl.*", "must let the brokers be trusted, and the handshake fails: " + reason.getMessage());
    }
}
