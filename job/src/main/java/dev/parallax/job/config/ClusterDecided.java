package dev.parallax.job.config;

import dev.parallax.job.config.option.Options;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.FallbackKey;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.SinkOptions;
import org.apache.flink.configuration.StateChangelogOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * Options of Flink that JobManager and TaskManagers take from their own configuration alone. A job that is submitted to
 * a cluster carries them without effect.
 *
 * <p>The rule, by Flink 2.3's code: a job carries the families {@code execution}, {@code pipeline}, {@code state},
 * {@code table}, {@code restart-strategy}, {@code parallelism} and {@code client}, and a few options of other families
 * that {@code ExecutionConfig} and the sinks read; all else configures processes. Of the job's families, the options
 * are excepted that the JobManager's checkpoint store and cleaner, its slot pool and the TaskManagers' services read
 * from the configuration of their process.
 */
public final class ClusterDecided {

    private static final Set<String> FAMILIES_OF_JOBS =
            Set.of("execution", "pipeline", "state", "table", "restart-strategy", "parallelism", "client");

    private static final Set<String> FURTHER_OF_JOBS = keys(
            MetricOptions.LATENCY_INTERVAL,
            SinkOptions.COMMITTER_RETRIES,
            TaskManagerOptions.TASK_CANCELLATION_INTERVAL,
            TaskManagerOptions.TASK_CANCELLATION_TIMEOUT,
            TaskManagerOptions.MANAGED_MEMORY_CONSUMER_WEIGHTS);

    private static final Set<String> OF_PROCESSES = keys(
            CheckpointingOptions.MAX_RETAINED_CHECKPOINTS,
            CheckpointingOptions.CLEANER_PARALLEL_MODE,
            CheckpointingOptions.LOCAL_BACKUP_ENABLED,
            StateRecoveryOptions.LOCAL_RECOVERY,
            StateChangelogOptions.STATE_CHANGE_LOG_STORAGE);

    private ClusterDecided() {}

    private static Set<String> keys(ConfigOption<?>... options) {
        return Stream.of(options)
                .flatMap(option -> Stream.concat(
                        Stream.of(option.key()),
                        StreamSupport.stream(option.fallbackKeys().spliterator(), false)
                                .map(FallbackKey::getKey)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether only the cluster's own configuration decides an option of Flink. */
    static boolean decides(String key) {
        int dot = key.indexOf('.');
        String family = dot < 0 ? key : key.substring(0, dot);
        return OF_PROCESSES.contains(key) || !(FAMILIES_OF_JOBS.contains(family) || FURTHER_OF_JOBS.contains(key));
    }

    /**
     * One line for each option that has no effect in a job that is submitted to a cluster.
     *
     * @param job options of the job
     * @param cluster options of the cluster, as far as they are known; one with the job's value needs no line
     */
    public static List<String> warnings(FlinkConfig job, Map<String, String> cluster) {
        return new TreeMap<>(job.options())
                .entrySet().stream()
                        .filter(option -> decides(option.getKey()))
                        .filter(option -> !option.getValue().equals(cluster.get(option.getKey())))
                        .map(option -> Options.FLINK + option.getKey()
                                + " has no effect: a cluster that a job is submitted to takes it from its own"
                                + " configuration. Set "
                                + option.getKey()
                                + " in Flink's config.yaml, or in flinkConfiguration of the FlinkDeployment")
                        .toList();
    }
}
