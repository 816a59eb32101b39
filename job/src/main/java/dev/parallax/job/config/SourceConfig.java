package dev.parallax.job.config;

import dev.parallax.job.config.option.SourceKeys;
import dev.parallax.job.config.option.StartingOffsets;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.config.value.Problems;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What to read from Kafka.
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

    /** @throws ConfigException if a value is out of its range, or not exactly one of topics and pattern is there */
    public SourceConfig {
        topics = List.copyOf(topics);
        Problems problems = new Problems();
        if (topics.isEmpty() == topicPattern.isEmpty()) {
            problems.add(new Problem(
                    SourceKeys.TOPICS.key(),
                    "exactly one of this and " + SourceKeys.TOPIC_PATTERN.key() + " must be set, and "
                            + (topics.isEmpty() ? "neither is" : "both are")));
        }
        topics.forEach(topic -> TopicName.require(SourceKeys.TOPICS, topic, problems));
        problems.check(
                new HashSet<>(topics).size() == topics.size(), SourceKeys.TOPICS, topics, "a list without repetition");
        topicPattern.ifPresent(pattern -> requirePattern(pattern, problems));
        problems.check(!maxAhead.isNegative(), SourceKeys.MAX_AHEAD, maxAhead, "0 or more");
        problems.check(!groupId.isBlank(), SourceKeys.GROUP_ID, groupId, SourceKeys.GROUP_ID.expected());
        problems.throwIfAny();
    }

    private static void requirePattern(String pattern, Problems problems) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            problems.add(Problem.wrong(
                    SourceKeys.TOPIC_PATTERN.key(),
                    pattern,
                    SourceKeys.TOPIC_PATTERN.expected() + " (" + e.getDescription() + " near index " + e.getIndex()
                            + ")"));
        }
    }

    static SourceConfig from(OptionReader options) {
        String start = options.value(SourceKeys.START);
        StartingOffsets offsets;
        try {
            offsets = StartingOffsets.parse(start);
        } catch (IllegalArgumentException e) {
            options.add(Problem.wrong(SourceKeys.START.key(), start, StartingOffsets.EXPECTED));
            offsets = StartingOffsets.parse(SourceKeys.START.defaultText());
        }
        return new SourceConfig(
                options.optional(SourceKeys.TOPICS).orElse(List.of()),
                options.optional(SourceKeys.TOPIC_PATTERN),
                offsets,
                options.value(SourceKeys.GROUP_ID),
                options.value(SourceKeys.PARTITION_DISCOVERY),
                options.value(SourceKeys.MAX_OUT_OF_ORDERNESS),
                options.value(SourceKeys.IDLE_TIMEOUT),
                options.value(SourceKeys.MAX_AHEAD));
    }

    /** Whether records of this topic would be read. */
    boolean reads(String topic) {
        return topics.contains(topic)
                || topicPattern
                        .filter(pattern -> Pattern.matches(pattern, topic))
                        .isPresent();
    }
}
