package dev.parallax.job.endpoint.topic;

import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Properties of a topic by which its brokers refuse records, or delete them
 * (kafka.apache.org/documentation/#topicconfigs).
 *
 * @param maxMessageBytes largest batch of records
 * @param compacted whether records are kept by key, so that each must have one
 * @param logAppendTime whether the broker's time replaces that of records
 * @param beforeMaxMillis how far a timestamp may be behind the broker's clock
 * @param afterMaxMillis how far a timestamp may be ahead of it
 * @param retentionMillis after how long, by their timestamps, records may be deleted; {@link Long#MAX_VALUE} for never
 */
public record TopicRules(
        int maxMessageBytes,
        boolean compacted,
        boolean logAppendTime,
        long beforeMaxMillis,
        long afterMaxMillis,
        long retentionMillis)
        implements Serializable {

    /** A topic with the default configuration, by Kafka's documentation. */
    public static final TopicRules KAFKAS_DEFAULT = new TopicRules(
            1_048_588,
            false,
            false,
            Long.MAX_VALUE,
            Duration.ofHours(1).toMillis(),
            Duration.ofDays(7).toMillis());

    /** The margin for batching, retries and a clock that is ahead, subtracted from {@link #beforeMaxMillis}. */
    private static final long MARGIN_BEFORE = Duration.ofMinutes(5).toMillis();
    /** The margin for a broker's clock that is behind, subtracted from {@link #afterMaxMillis}. */
    private static final long MARGIN_AFTER = Duration.ofMinutes(1).toMillis();
    /** The least time for which a record must be there for its readers; half of the retention where that is less. */
    private static final long MARGIN_KEPT = Duration.ofDays(1).toMillis();

    /**
     * Reads the properties of a topic.
     *
     * @param properties gives a property's value by its key; {@code null} for one that is not known, which is taken as
     *     Kafka's default
     * @throws NumberFormatException if a value is no number where one must be
     */
    public static TopicRules of(UnaryOperator<@Nullable String> properties) {
        String policy = or(properties.apply(TopicConfig.CLEANUP_POLICY_CONFIG), TopicConfig.CLEANUP_POLICY_DELETE);
        String type = or(properties.apply(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG), TimestampType.CREATE_TIME.name);
        long retention = number(properties.apply(TopicConfig.RETENTION_MS_CONFIG), KAFKAS_DEFAULT.retentionMillis);
        return new TopicRules(
                (int) number(properties.apply(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), KAFKAS_DEFAULT.maxMessageBytes),
                has(policy, TopicConfig.CLEANUP_POLICY_COMPACT),
                type.equals(TimestampType.LOG_APPEND_TIME.name),
                number(
                        properties.apply(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG),
                        KAFKAS_DEFAULT.beforeMaxMillis),
                number(
                        properties.apply(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG),
                        KAFKAS_DEFAULT.afterMaxMillis),
                retention < 0 || !has(policy, TopicConfig.CLEANUP_POLICY_DELETE) ? Long.MAX_VALUE : retention);
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private static long number(@Nullable String value, long otherwise) {
        return value == null ? otherwise : Long.parseLong(value);
    }

    private static boolean has(String policies, String policy) {
        return Arrays.stream(policies.split(",")).map(String::strip).anyMatch(policy::equals);
    }

    /** The same, for batches up to a size. */
    public TopicRules upTo(int bytes) {
        return new TopicRules(bytes, compacted, logAppendTime, beforeMaxMillis, afterMaxMillis, retentionMillis);
    }

    /** Whether records are deleted some time after their timestamps, which the producer sets. */
    public boolean deletesByTimestamp() {
        return !logAppendTime && retentionMillis != Long.MAX_VALUE;
    }

    /** Whether a record with a timestamp would be deleted before it can be counted on that it was read. */
    boolean deletes(long millis, long now) {
        return deletesByTimestamp() && millis < now - (retentionMillis - Math.min(MARGIN_KEPT, retentionMillis / 2));
    }

    /**
     * The timestamp to write: the wanted one if the topic takes and keeps it, else the time of writing, or that next to
     * it which the topic takes. It is taken for some minutes, and by a broker whose clock is not quite ours.
     *
     * @param millis the wanted timestamp, epoch milliseconds
     * @param now the time of writing, epoch milliseconds
     */
    long timestamp(long millis, long now) {
        return taken(millis, now) && !deletes(millis, now) ? millis : Math.max(0, nearest(now));
    }

    private boolean taken(long millis, long now) {
        return millis >= 0 && (logAppendTime || (millis >= minus(now, before()) && millis <= plus(now, after())));
    }

    private long nearest(long now) {
        long before = before();
        long after = after();
        if (logAppendTime || (before >= 0 && after >= 0)) {
            return now;
        }
        return before < 0 ? plus(now, -before) : plus(now, after);
    }

    /**
     * The age up to which a timestamp is certainly accepted, milliseconds; below 0, the least distance ahead of the
     * clock.
     */
    private long before() {
        return beforeMaxMillis - Math.min(MARGIN_BEFORE, halfWidth());
    }

    /**
     * The distance ahead of the clock up to which a timestamp is certainly accepted, milliseconds; below 0, the least
     * age.
     */
    private long after() {
        return afterMaxMillis - Math.min(MARGIN_AFTER, halfWidth());
    }

    private long halfWidth() {
        return beforeMaxMillis / 2 + afterMaxMillis / 2;
    }

    private static long plus(long millis, long more) {
        return more > 0 && millis > Long.MAX_VALUE - more ? Long.MAX_VALUE : millis + more;
    }

    private static long minus(long millis, long less) {
        return less > 0 && millis < Long.MIN_VALUE + less ? Long.MIN_VALUE : millis - less;
    }

    /** As the properties stand in a topic's configuration. */
    @Override
    public String toString() {
        return TopicConfig.MAX_MESSAGE_BYTES_CONFIG + " " + maxMessageBytes + ", "
                + TopicConfig.CLEANUP_POLICY_CONFIG + " " + (compacted ? "with" : "without") + " compact, "
                + TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG + " "
                + (logAppendTime ? TimestampType.LOG_APPEND_TIME : TimestampType.CREATE_TIME) + ", "
                + TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG + " " + beforeMaxMillis + ", "
                + TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG + " " + afterMaxMillis + ", "
                + TopicConfig.RETENTION_MS_CONFIG + " "
                + (retentionMillis == Long.MAX_VALUE ? "unlimited" : retentionMillis);
    }
}
