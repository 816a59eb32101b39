package dev.parallax.job.config;

import dev.parallax.job.config.option.Delivery;
import dev.parallax.job.config.option.SinkKeys;
import dev.parallax.job.config.option.SinkTimestamp;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problems;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.apache.flink.configuration.MemorySize;

/**
 * What to write to Kafka.
 *
 * @param predictionsTopic topic of predictions
 * @param deadLettersTopic topic of records that could not be classified, another one
 * @param disagreementsTopic topic of disagreements with a Spark NLP pipeline, a third one; empty for none
 * @param delivery how often a consumer may see a result
 * @param transactionalIdPrefix start of the transactional ids, used for {@link Delivery#EXACTLY_ONCE} only
 * @param maxRecordSize largest record written, zero for what its topic takes
 * @param timestamp which timestamp results have
 */
public record SinkConfig(
        String predictionsTopic,
        String deadLettersTopic,
        String disagreementsTopic,
        Delivery delivery,
        String transactionalIdPrefix,
        MemorySize maxRecordSize,
        SinkTimestamp timestamp) {

    /** Least size of the largest record, in bytes: what a part of a dead letter says of it must have room. */
    public static final int LEAST_RECORD_SIZE = 4096;

    /**
     * What the sinks put behind the prefix. A prefix with it could begin as the ids of another job's sink do, and where
     * both write to one topic, that job would take this one's transactions for its own and abort them.
     */
    private static final Pattern OF_A_SINK =
            Pattern.compile("-(predictions|dead-letters|disagreements|quality|alerts)");

    /** @throws ConfigException if a name is empty or none for a topic, or the topics are one */
    public SinkConfig {
        Problems problems = new Problems();
        TopicName.require(SinkKeys.PREDICTIONS_TOPIC, predictionsTopic, problems);
        TopicName.require(SinkKeys.DEAD_LETTERS_TOPIC, deadLettersTopic, problems);
        problems.check(
                deadLettersTopic.isEmpty() || !deadLettersTopic.equals(predictionsTopic),
                SinkKeys.DEAD_LETTERS_TOPIC,
                deadLettersTopic,
                "another topic than " + SinkKeys.PREDICTIONS_TOPIC.key());
        if (!disagreementsTopic.isEmpty()) {
            TopicName.require(SinkKeys.DISAGREEMENTS_TOPIC, disagreementsTopic, problems);
            problems.check(
                    !disagreementsTopic.equals(predictionsTopic) && !disagreementsTopic.equals(deadLettersTopic),
                    SinkKeys.DISAGREEMENTS_TOPIC,
                    disagreementsTopic,
                    "another topic than " + SinkKeys.PREDICTIONS_TOPIC.key() + " and "
                            + SinkKeys.DEAD_LETTERS_TOPIC.key());
        }
        problems.check(
                !transactionalIdPrefix.isBlank(),
                SinkKeys.TRANSACTIONAL_ID_PREFIX,
                transactionalIdPrefix,
                SinkKeys.TRANSACTIONAL_ID_PREFIX.expected());
        problems.check(
                !OF_A_SINK.matcher(transactionalIdPrefix).find(),
                SinkKeys.TRANSACTIONAL_ID_PREFIX,
                transactionalIdPrefix,
                "a prefix without " + OF_A_SINK + ", which the ids of another job's sink may begin with");
        problems.check(
                maxRecordSize.equals(MemorySize.ZERO)
                        || (maxRecordSize.getBytes() >= LEAST_RECORD_SIZE
                                && maxRecordSize.getBytes() <= Integer.MAX_VALUE),
                SinkKeys.MAX_RECORD_SIZE,
                maxRecordSize,
                "0 (what the topic takes) or a size from 4 kb to 2147483647 bytes");
        problems.throwIfAny();
    }

    static SinkConfig from(OptionReader options) {
        return new SinkConfig(
                options.optional(SinkKeys.PREDICTIONS_TOPIC).orElse(""),
                options.optional(SinkKeys.DEAD_LETTERS_TOPIC).orElse(""),
                options.optional(SinkKeys.DISAGREEMENTS_TOPIC).orElse(""),
                options.value(SinkKeys.DELIVERY),
                options.value(SinkKeys.TRANSACTIONAL_ID_PREFIX),
                options.value(SinkKeys.MAX_RECORD_SIZE),
                options.value(SinkKeys.TIMESTAMP));
    }

    /** Largest record to be written, in bytes, if there is a limit other than the topic's. */
    public OptionalInt recordSizeLimit() {
        return maxRecordSize.equals(MemorySize.ZERO)
                ? OptionalInt.empty()
                : OptionalInt.of(Math.toIntExact(maxRecordSize.getBytes()));
    }
}
