package dev.parallax.job.pipeline;

import java.io.File;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * A session cluster of one TaskManager, and {@code flink run} against it. It is loaded by a separate class loader with
 * the classes of a Flink distribution, so its interface has JDK types only: as a function it submits a job jar (the
 * first string) with arguments (the others) and returns the job's id; as a consumer it cancels a job by id.
 */
public final class SessionCluster implements Function<List<String>, String>, Consumer<String>, AutoCloseable {

    private final Configuration configuration = new Configuration();
    private final MiniCluster cluster;

    /** Starts the cluster. */
    public SessionCluster() throws Exception {
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(CoreOptions.CLASSLOADER_RESOLVE_ORDER, "child-first");
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build());
        cluster.start();
    }

    @Override
    public String apply(List<String> jarAndArguments) {
        try {
            File jar = new File(jarAndArguments.get(0));
            List<String> arguments = jarAndArguments.subList(1, jarAndArguments.size());
            URI rest = cluster.getRestAddress().get(60, TimeUnit.SECONDS);
            JobID id = new JobID();
            Configuration run = new Configuration(configuration);
            run.set(RestOptions.ADDRESS, rest.getHost());
            run.set(RestOptions.PORT, rest.getPort());
            run.set(DeploymentOptions.TARGET, "remote");
            run.set(DeploymentOptions.ATTACHED, false);
            run.set(PipelineOptions.JARS, List.of(jar.toURI().toString()));
            run.set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, id.toHexString());
            try (PackagedProgram program = PackagedProgram.newBuilder()
                    .setJarFile(jar)
                    .setArguments(arguments.toArray(new String[0]))
                    .setConfiguration(run)
                    .build()) {
                ClientUtils.executeProgram(new DefaultExecutorServiceLoader(), run, program, false, false);
            }
            return id.toHexString();
        } catch (Exception e) {
            throw new IllegalStateException("The job was not submitted", e);
        }
    }

    @Override
    public void accept(String job) {
        JobID id = JobID.fromHexString(job);
        try {
            var unused = cluster.cancelJob(id).get(60, TimeUnit.SECONDS);
            Await.until(
                    "the job is cancelled",
                    () -> cluster.getJobStatus(id).get(60, TimeUnit.SECONDS) == JobStatus.CANCELED);
        } catch (Exception e) {
            throw new IllegalStateException("The job was not cancelled", e);
        }
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
