package dev.parallax.job.pipeline;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configurations of output topics with which brokers reject records that other topics accept. */
public final class NastyTopics {

    /** Number of configurations. */
    public static final int ARRANGEMENTS = 3;

    private static final List<String> OUTPUTS =
            List.of("predictions", "dead-letters", "disagreements", "quality", "alerts");

    /** Properties that prevent deletion during a test. */
    private static final Map<String, String> KEPT =
            Map.of("min.cleanable.dirty.ratio", "1", "min.compaction.lag.ms", "86400000");

    private static final List<Map<String, String>> KINDS = List.of(
            Map.of(
                    "cleanup.policy", "compact,delete",
                    "message.timestamp.before.max.ms", "86400000",
                    "max.message.bytes", "4096",
                    "retention.ms", "3600000"),
            Map.of(
                    "cleanup.policy", "compact",
                    "message.timestamp.before.max.ms", "600000",
                    "message.timestamp.after.max.ms", "0",
                    "max.message.bytes", "5000"),
            Map.of("message.timestamp.type", "LogAppendTime", "cleanup.policy", "compact", "max.message.bytes", "4096"),
            Map.of("message.timestamp.after.max.ms", "1000", "retention.ms", "1800000", "compression.type", "gzip"),
            Map.of(
                    "message.timestamp.before.max.ms", "60000",
                    "message.timestamp.after.max.ms", "60000",
                    "cleanup.policy", "compact,delete",
                    "retention.ms", "1800000"));

    private NastyTopics() {}

    /** Properties of each output topic, by its name in options. */
    public static Map<String, Map<String, String>> arrangement(int number) {
        Map<String, Map<String, String>> topics = new LinkedHashMap<>();
        for (int i = 0; i < OUTPUTS.size(); i++) {
            Map<String, String> properties = new HashMap<>(KEPT);
            properties.putAll(KINDS.get((i + number) % KINDS.size()));
            topics.put(OUTPUTS.get(i), properties);
        }
        return topics;
    }
}
