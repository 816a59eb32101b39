package dev.parallax.job.pipeline;

import dev.parallax.infer.ServingOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster with its web UI in this process. For one thread. */
public final class LocalCluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final MiniCluster cluster;
    private final URI web;
    private final Runnable last;

    private LocalCluster(MiniCluster cluster, URI web, Runnable last) {
        this.cluster = cluster;
        this.web = web;
        this.last = last;
    }

    /**
     * Starts a cluster of one TaskManager, with its web UI on a free port of the loopback interface.
     *
     * @param slots parallel instances of an operator that it can run
     * @param options Flink's options, which win over those set here
     */
    public static LocalCluster start(int slots, Configuration options) {
        return start(slots, options, () -> {});
    }

    /**
     * As {@link #start(int, Configuration)}, with the model of the job that is to run: it is loaded before the cluster
     * starts, and given back when it ends.
     *
     * @throws dev.parallax.infer.model.ModelException if the model cannot be used
     */
    public static LocalCluster start(int slots, Configuration options, ServingOptions serving) {
        return start(slots, options, Rehearsal.of(serving)::close);
    }

    /** @param last what is done when the cluster has ended, or did not start */
    private static LocalCluster start(int slots, Configuration options, Runnable last) {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_ADDRESS, "localhost");
        configuration.set(RestOptions.ADDRESS, "localhost");
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(JobManagerOptions.ADDRESS, "localhost");
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        configuration.addAll(options);
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
        try {
            cluster.start();
            return new LocalCluster(
                    cluster, cluster.getRestAddress().get(PATIENCE.toSeconds(), TimeUnit.SECONDS), last);
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            var unused = cluster.closeAsync();
            last.run();
            throw new IllegalStateException("The local Flink cluster did not start: " + e.getMessage(), e);
        }
    }

    /** The address of the web UI. */
    public URI web() {
        return web;
    }

    /** Starts the job that was built in an environment. */
    public JobID submit(StreamExecutionEnvironment environment, String name)
            throws InterruptedException, ExecutionException {
        var graph = environment.getStreamGraph();
        graph.setJobName(name);
        return cluster.submitJob(graph.getJobGraph()).get().getJobID();
    }

    /** The status of a job. */
    public JobStatus status(JobID job) throws InterruptedException, ExecutionException {
        return cluster.getJobStatus(job).get();
    }

    /**
     * The values of a job's accumulators of type {@code long}, by their names. While it runs, that is as of the last
     * heartbeat of its TaskManager.
     */
    public Map<String, Long> counts(JobID job) throws InterruptedException, ExecutionException {
        Map<String, Long> counts = new TreeMap<>();
        for (var accumulator :
                cluster.getExecutionGraph(job).get().getAccumulatorsSerialized().entrySet()) {
            try {
                Object value = accumulator
                        .getValue()
                        .deserializeValue(LocalCluster.class.getClassLoader())
                        .getUnchecked();
                if (value instanceof Long count) {
                    counts.put(accumulator.getKey(), count);
                }
            } catch (IOException | ClassNotFoundException e) {
                throw new IllegalStateException("The accumulator " + accumulator.getKey() + " cannot be read", e);
            }
        }
        return counts;
    }

    /**
     * Waits until a job ends.
     *
     * @throws ExecutionException if it failed
     */
    public void await(JobID job) throws InterruptedException, ExecutionException {
        JobResult result = cluster.requestJobResult(job).get();
        if (result.getSerializedThrowable().isPresent()) {
            Throwable failure =
                    result.getSerializedThrowable().get().deserializeError(LocalCluster.class.getClassLoader());
            throw JobFailure.of(failure);
        }
    }

    /**
     * Stops a job with a savepoint: all that it has read is written and committed.
     *
     * @param folder where the savepoint goes
     */
    public void stop(JobID job, Path folder) throws InterruptedException, ExecutionException {
        try {
            var unused = cluster.stopWithSavepoint(job, folder.toUri().toString(), true, SavepointFormatType.CANONICAL)
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new ExecutionException("The job did not stop within " + PATIENCE, e);
        }
    }

    /** Ends the cluster and what runs on it. */
    @Override
    public void close() {
        try {
            cluster.closeAsync().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The local Flink cluster did not end well: " + e.getMessage(), e);
        } finally {
            last.run();
        }
    }
}
