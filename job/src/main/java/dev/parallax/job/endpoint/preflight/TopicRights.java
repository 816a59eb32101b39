package dev.parallax.job.endpoint.preflight;

import dev.parallax.job.config.value.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that topics exist and that the job may use them.
 *
 * @param keys topics, with the options that name them
 * @param needed what is done with each
 * @param principal options that name the user that does it
 */
record TopicRights(Map<String, String> keys, Set<AclOperation> needed, String principal) {

    private static final Logger LOG = LoggerFactory.getLogger(TopicRights.class);

    /**
     * Asks.
     *
     * @return what is wrong
     * @throws ExecutionException if no broker answers, or the client may not log in
     */
    List<Problem> check(Admin admin) throws ExecutionException, InterruptedException {
        List<Problem> problems = new ArrayList<>();
        Map<String, KafkaFuture<TopicDescription>> answers = admin.describeTopics(
                        keys.keySet(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        for (Map.Entry<String, String> key : keys.entrySet()) {
            KafkaFuture<TopicDescription> answer = answers.get(key.getKey());
            if (answer != null) {
                take(key.getKey(), key.getValue(), answer, problems);
            }
        }
        return problems;
    }

    private void take(String topic, String key, KafkaFuture<TopicDescription> answer, List<Problem> problems)
            throws ExecutionException, InterruptedException {
        try {
            Set<AclOperation> allowed = answer.get().authorizedOperations();
            if (allowed == null) {
                LOG.warn(
                        "The brokers do not say what may be done with topic '{}': rights on it are not checked", topic);
                return;
            }
            for (AclOperation operation : new TreeSet<>(needed)) {
                if (!allowed.contains(operation) && !allowed.contains(AclOperation.ALL)) {
                    problems.add(new Problem(key, missing(operation, topic)));
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException || e.getCause() instanceof AuthenticationException) {
                throw e;
            }
            problems.add(new Problem(key, refused(topic, e.getCause())));
        }
    }

    private String missing(AclOperation operation, String topic) {
        return MissingRight.text(operation, "the topic '" + topic + "'", principal)
                + (operation == AclOperation.READ && needed.contains(AclOperation.WRITE)
                        ? ": the sink looks there for transactions that a failed attempt left open"
                        : "");
    }

    private String refused(String topic, @Nullable Throwable cause) {
        if (cause instanceof UnknownTopicOrPartitionException) {
            return "must be topics that are there, and '" + topic + "' is not";
        }
        return cause instanceof AuthorizationException
                ? MissingRight.text(AclOperation.DESCRIBE, "the topic '" + topic + "'", principal) + ", and then "
                        + String.join(
                                ", ",
                                needed.stream().map(MissingRight::name).sorted().toList())
                : "must be topics that may be described, and '" + topic + "' fails: " + cause;
    }
}
