package dev.parallax.job.endpoint.preflight;

import dev.parallax.job.config.StreamingConfig;
import dev.parallax.job.config.option.SinkKeys;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.endpoint.topic.OutputTopic;
import dev.parallax.job.endpoint.topic.TopicRules;
import dev.parallax.job.endpoint.topic.TopicRulesReader;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.common.config.TopicConfig;

/** The topics that a job writes to, with what they take as far as it is known before the job's tasks start. */
public final class OutputTopics {

    /** The longest time for which a starting task waits for the properties of topics. */
    private static final Duration TASKS_WAIT = Duration.ofSeconds(20);

    private final StreamingConfig config;
    private final Map<String, String> options;
    private final Map<String, TopicRules> rules;
    private final TopicRulesReader reader;

    private OutputTopics(StreamingConfig config, Map<String, TopicRules> rules) {
        this.config = config;
        this.rules = rules;
        this.options = KafkaPreflight.sinks(config);
        this.reader = reader(config, options, TASKS_WAIT);
    }

    /**
     * Topics that are not asked before the job starts: they are assumed to have default properties until tasks read
     * more.
     */
    public static OutputTopics byDefault(StreamingConfig config) {
        return new OutputTopics(config, Map.of());
    }

    /**
     * Asks for what the topics take. What may not be read is taken as {@link #byDefault}, with a warning. What users
     * should know of a topic's properties before anything is written is logged as a warning too.
     *
     * @param config the job's configuration
     * @param timeout how long the brokers may take to answer, 1 ms to 24 days
     * @throws ConfigException if a topic takes less than what a dead letter's headers may need
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public static OutputTopics ask(StreamingConfig config, Duration timeout) throws InterruptedException {
        Map<String, String> options = KafkaPreflight.sinks(config);
        Map<String, TopicRules> rules = reader(config, options, timeout).ask();
        requireRoom(options, rules);
        TopicWarnings.log(config, options, rules, timeout);
        return new OutputTopics(config, rules);
    }

    private static TopicRulesReader reader(StreamingConfig config, Map<String, String> options, Duration timeout) {
        return new TopicRulesReader(
                config.kafka().producer(), options.keySet().stream().sorted().toList(), timeout);
    }

    private static void requireRoom(Map<String, String> options, Map<String, TopicRules> rules) {
        List<Problem> problems = new ArrayList<>();
        options.forEach((topic, option) -> {
            int bytes = rules.getOrDefault(topic, TopicRules.KAFKAS_DEFAULT).maxMessageBytes();
            if (bytes < SinkKeys.LEAST_RECORD_SIZE) {
                problems.add(new Problem(
                        option,
                        "must be a topic whose " + TopicConfig.MAX_MESSAGE_BYTES_CONFIG + " is "
                                + SinkKeys.LEAST_RECORD_SIZE + " or more, and that of '" + topic + "' is " + bytes));
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    /** One of the topics. */
    public OutputTopic topic(String name) {
        OptionalInt most = config.sink().recordSizeLimit();
        TopicRules known = rules.getOrDefault(
                name, most.isEmpty() ? TopicRules.KAFKAS_DEFAULT : TopicRules.KAFKAS_DEFAULT.upTo(Integer.MAX_VALUE));
        return new OutputTopic(
                name,
                options.getOrDefault(name, name),
                known,
                reader,
                Math.min(most.orElse(Integer.MAX_VALUE), config.kafka().maxRecordSize()),
                config.sink().timestamp(),
                Clock.systemUTC());
    }
}
