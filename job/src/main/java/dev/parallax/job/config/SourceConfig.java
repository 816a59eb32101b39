package dev.parallax.job.config;

import dev.parallax.job.config.option.SourceKeys;
import dev.parallax.job.config.option.StartingOffsets;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.value.Problem;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The options of the Kafka source.
 *
 * @param topics topics to read, none if there is a pattern
 * @param topicPattern regular expression that whole names of topics match, if {@code topics} is empty
 * @param start where to read from without a checkpoint
 * @param groupId consumer group
 * @param partitionDiscoveryInterval how often to look for new partitions, zero for never
 * @param maxOutOfOrderness how far event times lag behind the latest one of their partition
 * @param idleTimeout after how long a silent partition no longer holds event time back, zero for never
 * @param maxAhead how far an event time may be ahead of the clock
 */
public record SourceConfig(
        List<String> topics,
        Optional<String> topicPattern,
        StartingOffsets start,
        String groupId,
        Duration partitionDiscoveryInterval,
        Duration maxOutOfOrderness,
        Duration idleTimeout,
        Duration maxAhead) {

    /** Keeps its own list. */
    public SourceConfig {
        topics = List.copyOf(topics);
    }

    static SourceConfig from(OptionReader options) {
        List<String> topics = options.optional(SourceKeys.TOPICS).orElse(List.of());
        Optional<String> pattern = options.optional(SourceKeys.TOPIC_PATTERN);
        if (topics.isEmpty() == pattern.isEmpty()) {
            options.add(new Problem(
                    SourceKeys.TOPICS.key(),
                    "exactly one of this and " + SourceKeys.TOPIC_PATTERN.key() + " must be set, and "
                            + (topics.isEmpty() ? "neither is" : "both are")));
        }
        topics.forEach(topic -> TopicName.require(SourceKeys.TOPICS, topic, options));
        options.check(new HashSet<>(topics).size() == topics.size(), SourceKeys.TOPICS, "a list without repetition");
        return new SourceConfig(
                topics,
                pattern.filter(expression -> isPattern(expression, options)),
                start(options),
                options.value(SourceKeys.GROUP_ID),
                options.value(SourceKeys.PARTITION_DISCOVERY),
                options.value(SourceKeys.MAX_OUT_OF_ORDERNESS),
                options.value(SourceKeys.IDLE_TIMEOUT),
                options.value(SourceKeys.MAX_AHEAD));
    }

    private static boolean isPattern(String expression, OptionReader options) {
        try {
            Pattern.compile(expression);
            return true;
        } catch (PatternSyntaxException e) {
            options.wrong(
                    SourceKeys.TOPIC_PATTERN,
                    SourceKeys.TOPIC_PATTERN.expected() + " (" + e.getDescription() + " near index " + e.getIndex()
                            + ")");
            return false;
        }
    }

    private static StartingOffsets start(OptionReader options) {
        try {
            return StartingOffsets.parse(options.value(SourceKeys.START));
        } catch (IllegalArgumentException e) {
            options.wrong(SourceKeys.START, StartingOffsets.EXPECTED);
            return StartingOffsets.parse(SourceKeys.START.defaultText());
        }
    }

    /** Whether records of this topic would be read. */
    boolean reads(String topic) {
        return topics.contains(topic)
                || topicPattern
                        .filter(pattern -> Pattern.matches(pattern, topic))
                        .isPresent();
    }
}
