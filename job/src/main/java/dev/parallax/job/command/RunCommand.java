package dev.parallax.job.command;

import dev.parallax.infer.ServingOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.job.command.argument.ConfigArguments;
import dev.parallax.job.config.ClusterDecided;
import dev.parallax.job.config.FlinkConfig;
import dev.parallax.job.config.StreamingConfig;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.endpoint.KafkaEndpoints;
import dev.parallax.job.endpoint.preflight.KafkaPreflight;
import dev.parallax.job.endpoint.preflight.OutputTopics;
import dev.parallax.job.endpoint.preflight.RegistryPreflight;
import dev.parallax.job.files.FileUses;
import dev.parallax.job.pipeline.ClassificationTopology;
import dev.parallax.job.pipeline.JobFailure;
import dev.parallax.job.pipeline.Rehearsal;
import dev.parallax.job.pipeline.ReportOptions;
import dev.parallax.job.pipeline.SparkNlpShadow;
import dev.parallax.shadow.ShadowOptions;
import dev.parallax.shadow.ShadowOptions.Overload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code parallax run}, which runs the job on a Flink cluster or in this process. */
@Command(
        name = "run",
        description =
                "Classifies texts from Kafka. Submitted with flink run or the Kubernetes operator it runs on that "
                        + "cluster, else in this process, with Flink's web UI on port 8081 or the next free one.")
public final class RunCommand implements Callable<Integer>, DeclaresFiles {

    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private static final Duration KAFKA_ANSWERS_WITHIN = Duration.ofSeconds(20);
    private static final String WEB_PORTS = "8081-8181";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigArguments arguments = new ConfigArguments();

    @Option(names = "--name", paramLabel = "NAME", description = "The job's name in Flink.", defaultValue = "Parallax")
    private String name = "Parallax";

    @Override
    public void declare(FileUses files) throws IOException {
        arguments.declare(files);
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = arguments.settings();
        StreamingConfig config = StreamingConfig.from(settings);
        KafkaPreflight.check(config, KAFKA_ANSWERS_WITHIN);
        RegistryPreflight.check(config);
        OutputTopics topics = OutputTopics.ask(config, KAFKA_ANSWERS_WITHIN);
        settings.describe().forEach(line -> LOG.info("{}", line));
        ServingOptions serving = config.pipeline().serving();
        StreamExecutionEnvironment environment = environment(config.pipeline().flink());
        boolean local = environment instanceof LocalStreamEnvironment;
        Path folder = Path.of(serving.folder());
        if (local || Files.isDirectory(folder)) {
            // A model on this machine is checked before anything starts.
            var unused = ModelBundle.read(folder, serving.name(), serving.maxLength());
        }
        Optional<ShadowOptions> shadow = SparkNlpShadow.from(config.pipeline(), serving, Overload.SHED);
        var unused = ClassificationTopology.append(
                environment,
                KafkaEndpoints.of(config, topics),
                serving,
                config.pipeline().async(),
                shadow,
                ReportOptions.from(config.pipeline()));
        if (local) {
            executeHere(environment, serving);
        } else {
            environment.execute(name);
        }
        return 0;
    }

    private void executeHere(StreamExecutionEnvironment environment, ServingOptions serving) throws Exception {
        Rehearsal model = Rehearsal.of(serving);
        try {
            environment.execute(name);
        } catch (JobExecutionException e) {
            throw JobFailure.of(e);
        } finally {
            model.close();
        }
    }

    private StreamExecutionEnvironment environment(FlinkConfig flink) {
        Configuration options = flink.configuration();
        Map<String, String> cluster = StreamExecutionEnvironment.getExecutionEnvironment()
                .getConfiguration()
                .toMap();
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(options);
        if (!(environment instanceof LocalStreamEnvironment)) {
            // The client flink run shows printed output but not its log.
            ClusterDecided.warnings(flink, cluster).forEach(line -> {
                LOG.warn("{}", line);
                spec.commandLine().getErr().println(line);
            });
            return environment;
        }
        Configuration local = new Configuration();
        local.setString("rest.bind-port", WEB_PORTS);
        local.addAll(options);
        return StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(local);
    }
}
