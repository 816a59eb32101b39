package dev.parallax.job.endpoint.preflight;

import dev.parallax.job.config.KafkaProperties;
import dev.parallax.job.config.QualityConfig;
import dev.parallax.job.config.StreamingConfig;
import dev.parallax.job.config.option.Delivery;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.endpoint.topic.PlaceholderProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.jspecify.annotations.Nullable;

/**
 * Asks Kafka, before a job starts, whether its brokers answer, its topics are there, and the job has the rights that it
 * needs. What Kafka does not say is a warning in the log. Nothing that is asked disturbs a job that runs with the same
 * group and prefix.
 */
public final class KafkaPreflight {

    private final List<Problem> problems = new ArrayList<>();
    private final Duration timeout;

    private KafkaPreflight(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Asks for all topics named by the configuration, the consumer group and the transactional ids; topics by pattern
     * may come later and are not asked for.
     *
     * @param config the job's configuration
     * @param timeout how long the brokers may take to answer, 1 ms to 24 days
     * @throws ConfigException if no broker answers, a topic is not there, a right is missing, or transactions may not
     *     stay open for as long as they are to
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public static void check(StreamingConfig config, Duration timeout) throws InterruptedException {
        Map<String, String> sources = new LinkedHashMap<>();
        config.source().topics().forEach(topic -> sources.put(topic, "source.topics"));
        config.pipeline().quality().labelsTopic().ifPresent(topic -> sources.put(topic, "source.labels-topic"));
        KafkaPreflight preflight = new KafkaPreflight(timeout);
        boolean transactions = config.sink().delivery() == Delivery.EXACTLY_ONCE;
        if (preflight.ask(
                config.kafka().consumer(),
                new TopicRights(sources, Set.of(AclOperation.READ), "kafka.consumer.*"),
                admin -> GroupRights.check(config.source().groupId(), admin, timeout))) {
            preflight.ask(
                    config.kafka().producer(),
                    new TopicRights(
                            sinks(config),
                            transactions ? Set.of(AclOperation.WRITE, AclOperation.READ) : Set.of(AclOperation.WRITE),
                            "kafka.producer.*"),
                    admin -> transactions ? new TransactionRights(config, timeout).check(admin) : List.of());
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

    /** A check in addition to those of the topics. */
    @FunctionalInterface
    private interface Further {
        List<Problem> problems(Admin admin) throws InterruptedException;
    }

    /** Whether there was an answer. */
    private boolean ask(Map<String, String> properties, TopicRights topics, Further further)
            throws InterruptedException {
        Map<String, Object> client = new HashMap<>(PlaceholderProvider.fillingIn(properties));
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        try (Admin admin = Admin.create(client)) {
            try {
                problems.addAll(topics.check(admin));
            } catch (ExecutionException e) {
                problems.add(unanswered(e.getCause(), properties));
                return false;
            }
            problems.addAll(further.problems(admin));
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

    private Problem unanswered(@Nullable Throwable cause, Map<String, String> properties) {
        if (cause instanceof AuthenticationException refused) {
            return unauthenticated(refused);
        }
        return new Problem(
                "kafka." + KafkaProperties.BOOTSTRAP_SERVERS,
                "must be addresses of brokers that answer, and none did within " + timeout.toMillis() + " ms at '"
                        + properties.get(KafkaProperties.BOOTSTRAP_SERVERS) + "'");
    }

    /** The problem of a failed authentication; the broker's message has no secret. */
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
