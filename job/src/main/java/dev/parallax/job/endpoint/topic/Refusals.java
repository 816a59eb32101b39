package dev.parallax.job.endpoint.topic;

import java.io.IOException;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Records of one writer that could not be written, so that the failure of its task names what they were made of. Where
 * a record makes its broker refuse a whole batch, Kafka has a reason for that record, and for all others of the batch
 * says only that they were with it: the one with the reason counts.
 *
 * <p>Safe for several threads: producers report on their own.
 */
public final class Refusals {

    /** Property of a producer that holds this. */
    public static final String PROPERTY = "parallax.refusals";

    /** The callbacks of a batch follow each other at once. */
    private static final Duration REASON_COMES_WITHIN = Duration.ofSeconds(1);

    private static final String REASONS =
            ". Kafka names no record of the batch: one may have no key in a compacted topic, a timestamp out of"
                    + " the topic's"
                    + " limits, or something that the broker's own validation refuses";

    private final OutputTopic topic;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition refused = lock.newCondition();
    private final IdentityHashMap<Headers, Object> origins = new IdentityHashMap<>();
    private @Nullable Refusal withReason;
    private @Nullable Refusal withoutReason;

    private record Refusal(int partition, @Nullable Object origin, Exception why) {

        /** Whether the failure has a reason of its own: Kafka reports the other records of a batch without one. */
        boolean withReason() {
            return why.getClass() != KafkaException.class;
        }
    }

    /** @param topic where the records go */
    public Refusals(OutputTopic topic) {
        this.topic = topic;
    }

    /** Takes note of a record that is sent. */
    void sent(Headers headers, Object origin) {
        lock.lock();
        try {
            origins.put(headers, origin);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Records the result of sending a record.
     *
     * @param metadata where it lies, or was to
     * @param why why it was not written; {@code null} where it was
     * @param headers those that it was sent with
     */
    void acknowledged(@Nullable RecordMetadata metadata, @Nullable Exception why, Headers headers) {
        lock.lock();
        try {
            Object origin = origins.remove(headers);
            if (why == null) {
                return;
            }
            Refusal refusal = new Refusal(
                    metadata == null ? RecordMetadata.UNKNOWN_PARTITION : metadata.partition(), origin, why);
            if (refusal.withReason()) {
                withReason = withReason == null ? refusal : withReason;
            } else {
                withoutReason = withoutReason == null ? refusal : withoutReason;
            }
            refused.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A failure of the writer with a message that names the record; the failure itself where no record was rejected.
     * After that, what the topic takes is read anew by the tasks that start next.
     */
    public <E extends Exception> IOException named(E failure) throws E {
        Refusal refusal = first();
        if (refusal == null) {
            throw failure;
        }
        topic.forget();
        return new IOException(
                "Topic " + topic.described() + ", partition " + refusal.partition()
                        + ", does not take what was made of "
                        + (refusal.origin() == null ? "a record" : refusal.origin()) + ": "
                        + refusal.why().getClass().getSimpleName() + ": "
                        + sentence(refusal.why())
                        + (refusal.withReason() ? "" : REASONS) + ". The task took the topic to have "
                        + topic.rules() + "; tasks that start read that anew",
                failure);
    }

    /** Some of Kafka's messages end with a full stop. */
    private static String sentence(Exception why) {
        return String.valueOf(why.getMessage()).replaceFirst("\\.$", "");
    }

    private @Nullable Refusal first() {
        lock.lock();
        try {
            long left = REASON_COMES_WITHIN.toNanos();
            while (withReason == null && withoutReason != null && left > 0) {
                left = refused.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return withReason == null ? withoutReason : withReason;
    }
}
