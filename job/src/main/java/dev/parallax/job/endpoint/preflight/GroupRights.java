package dev.parallax.job.endpoint.preflight;

import dev.parallax.job.config.value.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks that the job may commit offsets for its consumer group. */
final class GroupRights {

    private static final Logger LOG = LoggerFactory.getLogger(GroupRights.class);

    private GroupRights() {}

    /**
     * Tries to commit an offset of a topic that there is none of: brokers look at the right on the group first and at
     * the topic then, and commit nothing.
     *
     * @param group the consumer group
     * @param timeout how long the brokers may take to answer
     * @return what is wrong
     */
    static List<Problem> check(String group, Admin admin, Duration timeout) throws InterruptedException {
        TopicPartition none = new TopicPartition("parallax-preflight-" + UUID.randomUUID(), 0);
        try {
            admin.alterConsumerGroupOffsets(group, Map.of(none, new OffsetAndMetadata(0)))
                    .partitionResult(none)
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupAuthorizationException) {
                return List.of(new Problem(
                        "source.group-id",
                        MissingRight.text(
                                AclOperation.READ, "the consumer group '" + group + "'", "kafka.consumer.*")));
            }
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
                    && !(e.getCause() instanceof TopicAuthorizationException)) {
                LOG.warn(
                        "Whether offsets may be committed for the consumer group '{}' is not known",
                        group,
                        e.getCause());
            }
        } catch (TimeoutException e) {
            LOG.warn(
                    "Whether offsets may be committed for the consumer group '{}' is not known: there was no"
                            + " answer within {} ms",
                    group,
                    timeout.toMillis());
        }
        return List.of();
    }
}
