package dev.parallax.job.config;

import dev.parallax.job.config.option.Delivery;
import dev.parallax.job.config.option.SinkKeys;
import dev.parallax.job.config.option.SinkTimestamp;
import dev.parallax.job.config.setting.OptionReader;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.apache.flink.configuration.MemorySize;

/**
 * The options of the Kafka sinks.
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

    /**
     * The part of a transactional id that sinks append to the prefix. A prefix with it could begin as the ids of
     * another job's sink do, and where both write to one topic, that job would take this one's transactions for its own
     * and abort them.
     */
    private static final Pattern OF_A_SINK =
            Pattern.compile("-(predictions|dead-letters|disagreements|quality|alerts)");

    static SinkConfig from(OptionReader options) {
        String predictions = options.optional(SinkKeys.PREDICTIONS_TOPIC).orElse("");
        String deadLetters = options.optional(SinkKeys.DEAD_LETTERS_TOPIC).orElse("");
        String disagreements = options.optional(SinkKeys.DISAGREEMENTS_TOPIC).orElse("");
        TopicName.require(SinkKeys.PREDICTIONS_TOPIC, predictions, options);
        TopicName.require(SinkKeys.DEAD_LETTERS_TOPIC, deadLetters, options);
        options.check(
                deadLetters.isEmpty() || !deadLetters.equals(predictions),
                SinkKeys.DEAD_LETTERS_TOPIC,
                "another topic than " + SinkKeys.PREDICTIONS_TOPIC.key());
        if (!disagreements.isEmpty()) {
            TopicName.require(SinkKeys.DISAGREEMENTS_TOPIC, disagreements, options);
            options.check(
                    !disagreements.equals(predictions) && !disagreements.equals(deadLetters),
                    SinkKeys.DISAGREEMENTS_TOPIC,
                    "another topic than " + SinkKeys.PREDICTIONS_TOPIC.key() + " and "
                            + SinkKeys.DEAD_LETTERS_TOPIC.key());
        }
        String prefix = options.value(SinkKeys.TRANSACTIONAL_ID_PREFIX);
        options.check(
                !OF_A_SINK.matcher(prefix).find(),
                SinkKeys.TRANSACTIONAL_ID_PREFIX,
                "a prefix without " + OF_A_SINK + ", which the ids of another job's sink may begin with");
        return new SinkConfig(
                predictions,
                deadLetters,
                disagreements,
                options.value(SinkKeys.DELIVERY),
                prefix,
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
