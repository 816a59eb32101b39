package dev.parallax.job.endpoint.preflight;

import dev.parallax.job.config.StreamingConfig;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.endpoint.topic.TransactionalIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks that the job may begin transactions, and that the brokers let them stay open for as long as the job needs. */
final class TransactionRights {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionRights.class);
    private static final String MOST = "transaction.max.timeout.ms";
    private static final String OURS = "kafka.producer.transaction.timeout.ms";

    private final StreamingConfig config;
    private final int transactionMillis;
    private final Duration timeout;

    /**
     * @param config the job's configuration
     * @param timeout how long the brokers may take to answer
     */
    TransactionRights(StreamingConfig config, Duration timeout) {
        this.config = config;
        this.transactionMillis =
                Math.toIntExact(config.kafka().transactionTimeout().toMillis());
        this.timeout = timeout;
    }

    /**
     * Asks the brokers for their limit, and registers a transactional id for each sink, with the sink's prefix: none
     * that a job uses.
     *
     * @return what is wrong
     */
    List<Problem> check(Admin admin) throws InterruptedException {
        List<Problem> problems = new ArrayList<>();
        OptionalInt most = most(admin);
        if (most.isPresent() && most.getAsInt() < transactionMillis) {
            problems.add(tooLong(most.getAsInt() + " ms"));
        }
        boolean knownTooLong = !problems.isEmpty();
        int millis = Math.min(transactionMillis, most.orElse(Integer.MAX_VALUE));
        List<String> ids = TransactionalIds.prefixes(config).stream()
                .map(prefix -> prefix + "-preflight")
                .toList();
        Map<String, KafkaFuture<Void>> answers = admin.fenceProducers(
                        ids, new FenceProducersOptions().timeoutMs(millis))
                .fencedProducers();
        for (Map.Entry<String, KafkaFuture<Void>> answer : answers.entrySet()) {
            try {
                answer.getValue().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof AuthorizationException) {
                    problems.add(new Problem(
                            "sink.transactional-id-prefix",
                            MissingRight.text(
                                    AclOperation.WRITE,
                                    "transactional ids that begin with '"
                                            + config.sink().transactionalIdPrefix() + "', such as '" + answer.getKey()
                                            + "'",
                                    "kafka.producer.*")));
                    return problems;
                }
                if (e.getCause() instanceof InvalidTxnTimeoutException) {
                    if (!knownTooLong) {
                        problems.add(tooLong("less: a number that this user may not read"));
                    }
                    return problems;
                }
                LOG.warn("Whether transactions may be begun is not known", e.getCause());
                return problems;
            } catch (TimeoutException e) {
                LOG.warn(
                        "Whether transactions may be begun is not known: the brokers' coordinator did not"
                                + " answer within {} ms",
                        timeout.toMillis());
                return problems;
            }
        }
        return problems;
    }

    private Problem tooLong(String most) {
        return new Problem(
                OURS,
                "must be at most what the brokers allow by " + MOST + ", which is " + most + ", and is "
                        + transactionMillis
                        + " ms. A job that is down for longer than it loses the results of its last checkpoint:"
                        + " rather raise "
                        + MOST + " than set " + OURS + " to less than the longest outage");
    }

    /**
     * The brokers' limit: the least of all of them, since any may be asked for a transaction; empty if they may not be
     * asked.
     */
    private OptionalInt most(Admin admin) throws InterruptedException {
        try {
            List<ConfigResource> brokers = admin.describeCluster().nodes().get().stream()
                    .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
                    .toList();
            Map<ConfigResource, Config> configs =
                    admin.describeConfigs(brokers).all().get();
            OptionalInt least = OptionalInt.empty();
            for (Config broker : configs.values()) {
                ConfigEntry entry = broker.get(MOST);
                if (entry != null && entry.value() != null) {
                    int millis = Integer.parseInt(entry.value());
                    least = OptionalInt.of(Math.min(millis, least.orElse(millis)));
                }
            }
            return least;
        } catch (ExecutionException e) {
            LOG.debug("The brokers' {} cannot be read", MOST, e.getCause());
            return OptionalInt.empty();
        }
    }
}
