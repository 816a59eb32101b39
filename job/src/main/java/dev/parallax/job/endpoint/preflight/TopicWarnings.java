package dev.parallax.job.endpoint.preflight;

import dev.parallax.job.config.StreamingConfig;
import dev.parallax.job.config.option.SinkTimestamp;
import dev.parallax.job.config.option.StartingOffsets;
import dev.parallax.job.endpoint.topic.Stamp;
import dev.parallax.job.endpoint.topic.TopicRules;
import dev.parallax.job.endpoint.topic.TopicRulesReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warnings, when a job starts, of what output topics do with records that are not as they were meant to be. */
final class TopicWarnings {

    private static final Logger LOG = LoggerFactory.getLogger(TopicWarnings.class);

    private TopicWarnings() {}

    /**
     * Logs them.
     *
     * @param config the job's configuration
     * @param options keys of the options that name the output topics, by topic
     * @param rules what these take, as far as it could be read
     * @param timeout how long the brokers may take to answer for the topics that are read
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    static void log(
            StreamingConfig config, Map<String, String> options, Map<String, TopicRules> rules, Duration timeout)
            throws InterruptedException {
        compacted(options, rules).forEach(LOG::warn);
        if (config.sink().timestamp() == SinkTimestamp.INPUT
                && rules.values().stream().anyMatch(TopicRules::deletesByTimestamp)) {
            beyondRetention(options, rules, config.source().start(), kept(config, timeout), Instant.now())
                    .forEach(LOG::warn);
        }
    }

    /** Warnings of topics that are compacted. */
    static List<String> compacted(Map<String, String> options, Map<String, TopicRules> rules) {
        List<String> warnings = new ArrayList<>();
        options.forEach((topic, option) -> {
            TopicRules of = rules.get(topic);
            if (of != null && of.compacted()) {
                warnings.add(
                        "Topic '" + topic + "' (" + option + ") is compacted: of its records with one key, only the"
                                + " latest stays. Those of an input without a key have the text's id as key,"
                                + " and dead letters"
                                + " the input's topic-partition@offset");
            }
        });
        return warnings;
    }

    /**
     * Warnings of topics that would delete what is made of the oldest records.
     *
     * @param start where the source starts
     * @param kept for how long the source's topics keep records, milliseconds; {@link Long#MAX_VALUE} for ever
     * @param now the time
     */
    static List<String> beyondRetention(
            Map<String, String> options, Map<String, TopicRules> rules, StartingOffsets start, long kept, Instant now) {
        long since = start.instant().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
        long reach = Math.min(kept, since < 0 ? Long.MAX_VALUE : now.toEpochMilli() - since);
        List<String> warnings = new ArrayList<>();
        if (start.from() == StartingOffsets.From.LATEST) {
            return warnings;
        }
        options.forEach((topic, option) -> {
            TopicRules of = rules.get(topic);
            if (of != null && of.deletesByTimestamp() && reach > of.retentionMillis()) {
                warnings.add("Topic '" + topic + "' (" + option + ") keeps records for " + of.retentionMillis()
                        + " ms by their timestamps (" + TopicConfig.RETENTION_MS_CONFIG
                        + "), and source.start may reach further back. What is made of records that are about"
                        + " that old is"
                        + " written with the time of writing, and the input's timestamp in the header " + Stamp.HEADER);
            }
        });
        return warnings;
    }

    private static long kept(StreamingConfig config, Duration timeout) throws InterruptedException {
        List<String> topics = config.source().topics();
        if (topics.isEmpty()) {
            return Long.MAX_VALUE;
        }
        Map<String, TopicRules> rules = new TopicRulesReader(config.kafka().consumer(), topics, timeout).ask();
        return rules.size() < topics.size()
                ? Long.MAX_VALUE
                : rules.values().stream()
                        .mapToLong(TopicRules::retentionMillis)
                        .max()
                        .orElse(Long.MAX_VALUE);
    }
}
