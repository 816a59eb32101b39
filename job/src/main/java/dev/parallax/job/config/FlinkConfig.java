package dev.parallax.job.config;

import dev.parallax.bounds.Bounds;
import dev.parallax.job.config.option.Options;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.setting.Setting;
import dev.parallax.job.config.value.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/**
 * Options passed to Flink. Their values may be secrets, such as an object store's key: {@link #toString} shows keys
 * only.
 *
 * @param options Flink's keys and values, with those that Parallax sets
 */
public record FlinkConfig(Map<String, String> options) {

    private static final String DEFAULT_CHECKPOINT_INTERVAL = "10 s";

    /** Flink rejects a shorter one. */
    private static final Duration LEAST_INTERVAL = Duration.ofMillis(10);

    /** Adds what Parallax sets unless it is set. */
    public FlinkConfig {
        Map<String, String> all = new TreeMap<>(options);
        all.putIfAbsent(CheckpointingOptions.CHECKPOINTING_INTERVAL.key(), DEFAULT_CHECKPOINT_INTERVAL);
        all.putIfAbsent(PipelineOptions.GENERIC_TYPES.key(), "false");
        // Records are immutable and no operator keeps one: copies between chained operators have no use.
        all.putIfAbsent(PipelineOptions.OBJECT_REUSE.key(), "true");
        options = Map.copyOf(all);
    }

    static FlinkConfig from(OptionReader options) {
        Map<String, String> given = new TreeMap<>();
        for (Setting setting : options.family(Options.FLINK)) {
            given.put(setting.key(), setting.sequence() ? "[" + setting.value() + "]" : setting.value());
        }
        FlinkConfig flink = new FlinkConfig(given);
        Configuration configuration = flink.configuration();
        require(
                configuration,
                CheckpointingOptions.CHECKPOINTING_INTERVAL,
                "a duration with its unit, such as 10 s",
                options);
        require(
                configuration,
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                "EXACTLY_ONCE or AT_LEAST_ONCE",
                options);
        require(configuration, CoreOptions.DEFAULT_PARALLELISM, "an integer", options);
        require(configuration, PipelineOptions.GENERIC_TYPES, "false", options);
        require(
                configuration,
                CheckpointingOptions.CHECKPOINTING_INTERVAL,
                interval -> interval.compareTo(LEAST_INTERVAL) >= 0 && Bounds.DURATION.hold(interval),
                LEAST_INTERVAL.toMillis() + " ms to 36500 d",
                options);
        require(configuration, CoreOptions.DEFAULT_PARALLELISM, slots -> slots >= 1, "1 or more", options);
        if (options.right(key(PipelineOptions.GENERIC_TYPES)) && configuration.get(PipelineOptions.GENERIC_TYPES)) {
            options.add(Problem.wrong(
                    key(PipelineOptions.GENERIC_TYPES), true, "false, so that no type falls back to Kryo"));
        }
        return flink;
    }

    private static void require(
            Configuration configuration, ConfigOption<?> option, String expected, OptionReader options) {
        try {
            configuration.getOptional(option);
        } catch (IllegalArgumentException e) {
            options.add(Problem.wrong(key(option), configuration.getValue(option), expected));
        }
    }

    private static <T> void require(
            Configuration configuration,
            ConfigOption<T> option,
            Predicate<T> condition,
            String expected,
            OptionReader options) {
        if (options.right(key(option))
                && configuration.getOptional(option).filter(condition.negate()).isPresent()) {
            options.add(Problem.wrong(key(option), configuration.getValue(option), expected));
        }
    }

    /** The key of an option of Flink in our configuration. */
    static String key(ConfigOption<?> option) {
        return Options.FLINK + option.key();
    }

    /** A configuration of Flink with these options. */
    public Configuration configuration() {
        return Configuration.fromMap(options);
    }

    /** Time from one checkpoint to the next. */
    public Duration checkpointInterval() {
        return configuration().get(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    }

    /** Whether checkpoints count every record exactly once. */
    boolean exactlyOnce() {
        return configuration().get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE)
                == CheckpointingMode.EXACTLY_ONCE;
    }

    /** The keys. */
    @Override
    public String toString() {
        return "FlinkConfig" + new TreeMap<>(options).keySet();
    }
}
