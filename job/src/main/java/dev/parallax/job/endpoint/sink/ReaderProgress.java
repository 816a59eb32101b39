package dev.parallax.job.endpoint.sink;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The progress of readers with {@code read_committed} in a topic: to the last stable offset of each partition, where
 * the first open transaction begins. Where records lie behind it and it does not move, readers stand, be the
 * transaction ours or another's.
 *
 * <p>Looks do not wait for Kafka. Numbers are those of the last look that was answered; time goes on between looks.
 * Safe for several threads.
 */
final class ReaderProgress implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReaderProgress.class);
    private static final double NANOS = 1e9;

    private final String topic;
    private final Admin admin;
    private final LongSupplier nanoTime;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final Map<TopicPartition, Stand> stands = new HashMap<>();
    private volatile boolean closed;

    /**
     * The position of readers in a partition.
     *
     * @param offset last stable offset
     * @param sinceNanos first look that found it so
     * @param looks looks after that one
     */
    private record Stand(long offset, long sinceNanos, int looks) {}

    /**
     * @param topic which
     * @param admin asks Kafka; closed with this
     * @param nanoTime the clock
     */
    ReaderProgress(String topic, Admin admin, LongSupplier nanoTime) {
        this.topic = topic;
        this.admin = admin;
        this.nanoTime = nanoTime;
    }

    /**
     * Seconds for which the readers of some partition have stood before records, at most of all partitions; 0 where
     * none do.
     */
    synchronized double heldBackSeconds() {
        long now = nanoTime.getAsLong();
        return stands.values().stream()
                .mapToDouble(stand -> (now - stand.sinceNanos()) / NANOS)
                .max()
                .orElse(0);
    }

    /** Looks, one with each checkpoint, at which they had not moved since the one before, at most of all partitions. */
    synchronized int heldBackCheckpoints() {
        return stands.values().stream().mapToInt(Stand::looks).max().orElse(0);
    }

    /** Asks Kafka, and does not wait for the answer. A look while the one before has no answer yet is none. */
    void look() {
        if (!looking.compareAndSet(false, true)) {
            return;
        }
        admin.describeTopics(List.of(topic))
                .allTopicNames()
                .toCompletionStage()
                .thenCompose(topics -> look(topics.values()))
                .whenComplete((ignored, failure) -> {
                    if (failure == null) {
                        failing.set(false);
                    } else if (!closed && !failing.getAndSet(true)) {
                        LOG.warn(
                                "How far readers of topic '{}' come cannot be asked; it is asked again with"
                                        + " each checkpoint",
                                topic,
                                failure);
                    }
                    looking.set(false);
                });
    }

    private CompletionStage<Void> look(Collection<TopicDescription> topics) {
        Map<TopicPartition, OffsetSpec> latest = topics.stream()
                .flatMap(description -> description.partitions().stream())
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition.partition()),
                        partition -> OffsetSpec.latest()));
        return ends(latest, IsolationLevel.READ_COMMITTED)
                .thenAcceptBoth(ends(latest, IsolationLevel.READ_UNCOMMITTED), this::seen);
    }

    private CompletionStage<Map<TopicPartition, Long>> ends(
            Map<TopicPartition, OffsetSpec> latest, IsolationLevel level) {
        return admin.listOffsets(latest, new ListOffsetsOptions(level))
                .all()
                .toCompletionStage()
                .thenApply(ReaderProgress::offsets);
    }

    private static Map<TopicPartition, Long> offsets(Map<TopicPartition, ListOffsetsResultInfo> answer) {
        return answer.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, offset -> offset.getValue().offset()));
    }

    /**
     * Takes what a look found.
     *
     * @param stable last stable offsets
     * @param written offsets behind the last records, by the same partitions
     */
    synchronized void seen(Map<TopicPartition, Long> stable, Map<TopicPartition, Long> written) {
        long now = nanoTime.getAsLong();
        stands.keySet().retainAll(stable.keySet());
        stable.forEach((partition, offset) -> {
            Stand before = stands.get(partition);
            if (written.getOrDefault(partition, offset) <= offset) {
                stands.remove(partition);
            } else if (before == null || before.offset() != offset) {
                stands.put(partition, new Stand(offset, now, 0));
            } else {
                stands.put(partition, new Stand(offset, before.sinceNanos(), before.looks() + 1));
            }
        });
    }

    /** Ends a look that has no answer yet, which is no failure. */
    @Override
    public void close() {
        closed = true;
        admin.close(Duration.ZERO);
    }
}
