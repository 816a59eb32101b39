package dev.parallax.job.config;

import dev.parallax.job.config.option.Options;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.setting.Setting;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.config.value.Problems;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
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

    /** @throws ConfigException if an option that Parallax relies on has a wrong value */
    public FlinkConfig {
        Map<String, String> all = new TreeMap<>(options);
        all.putIfAbsent(CheckpointingOptions.CHECKPOINTING_INTERVAL.key(), DEFAULT_CHECKPOINT_INTERVAL);
        all.putIfAbsent(PipelineOptions.GENERIC_TYPES.key(), "false");
        // Records are immutable and no operator keeps one: copies between chained operators would be for nothing.
        all.putIfAbsent(PipelineOptions.OBJECT_REUSE.key(), "true");
        options = Map.copyOf(all);
        Configuration configuration = Configuration.fromMap(options);
        Problems problems = new Problems();
        require(
                configuration,
                CheckpointingOptions.CHECKPOINTING_INTERVAL,
                "a duration with its unit, such as 10 s",
                problems);
        require(
                configuration,
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                "EXACTLY_ONCE or AT_LEAST_ONCE",
                problems);
        require(configuration, CoreOptions.DEFAULT_PARALLELISM, "an integer", problems);
        require(configuration, PipelineOptions.GENERIC_TYPES, "false", problems);
        if (problems.count() == 0 && configuration.get(PipelineOptions.GENERIC_TYPES)) {
            problems.add(Problem.wrong(
                    Options.FLINK + PipelineOptions.GENERIC_TYPES.key(),
                    true,
                    "false, so that no type falls back to Kryo"));
        }
        problems.throwIfAny();
    }

    private static void require(
            Configuration configuration, ConfigOption<?> option, String expected, Problems problems) {
        try {
            configuration.getOptional(option);
        } catch (IllegalArgumentException e) {
            problems.add(Problem.wrong(Options.FLINK + option.key(), configuration.getValue(option), expected));
        }
    }

    static FlinkConfig from(OptionReader options) {
        Map<String, String> given = new TreeMap<>();
        for (Setting setting : options.family(Options.FLINK)) {
            given.put(setting.key(), setting.sequence() ? "[" + setting.value() + "]" : setting.value());
        }
        return new FlinkConfig(given);
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
