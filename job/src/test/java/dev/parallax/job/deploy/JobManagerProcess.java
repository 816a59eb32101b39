package dev.parallax.job.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.pipeline.Await;
import dev.parallax.job.pipeline.FlinkDistribution;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JobManager as it runs in a pod of an overlay's FlinkDeployment, but in a process of this machine. */
final class JobManagerProcess implements AutoCloseable {

    private static final String JAR = System.getProperty("parallax.job.jar");
    private static final String MAIN = "org.apache.flink.kubernetes.entrypoint.KubernetesApplicationClusterEntrypoint";

    private final Process process;
    private final Path log;

    private JobManagerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it. What is of a cluster and not of this machine is replaced: brokers, object storage, what is mounted,
     * and ports.
     *
     * @param manifests what the overlay comes to
     * @param brokers where Kafka is, without a password
     * @param folder an empty one
     */
    static JobManagerProcess start(List<JsonNode> manifests, MockKubernetes kubernetes, String brokers, Path folder)
            throws IOException {
        FlinkOnKubernetes flink = new FlinkOnKubernetes(Overlay.flinkDeployment(manifests));
        Path template = Files.createDirectory(folder.resolve("template"));
        new YAMLMapper()
                .writeValue(
                        template.resolve("taskmanager-pod-template.yaml").toFile(), flink.podTemplate("taskManager"));
        Path classes = folder.resolve("classes");
        MovedPath.write(classes, template);
        Map<String, String> options = flink.configuration();
        options.put("pipeline.jars", "[local://" + JAR + "]");
        options.put(
                "$internal.application.program-args",
                "[" + String.join(", ", quoted(arguments(manifests, flink, brokers, folder))) + "]");
        for (String storage : List.of(
                "high-availability.storageDir",
                "execution.checkpointing.dir",
                "execution.checkpointing.savepoint-dir")) {
            options.put(storage, folder.resolve("state").toUri().toString());
        }
        for (String port : List.of(
                "rest.bind-port", "jobmanager.rpc.port", "blob.server.port", "high-availability.jobmanager.port")) {
            options.put(port, "0");
        }
        options.put("jobmanager.bind-host", "127.0.0.1");
        options.put("rest.bind-address", "127.0.0.1");
        Path conf = Files.createDirectory(folder.resolve("conf"));
        new YAMLMapper().writeValue(conf.resolve("config.yaml").toFile(), options);
        Path log = folder.resolve("jobmanager.log");
        return new JobManagerProcess(
                process(options, kubernetes, classes, conf, log).start(), log);
    }

    private static ProcessBuilder process(
            Map<String, String> options, MockKubernetes kubernetes, Path classes, Path conf, Path log)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.add("-Xmx512m");
        // It ends within seconds, before code of C2 would pay.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Djava.io.tmpdir=" + Files.createDirectory(conf.resolveSibling("tmp")));
        command.addAll(List.of(options.get("env.java.opts.all").split(" +", -1)));
        command.add("-Dkubernetes.master=" + kubernetes.address());
        command.add("-Dkubernetes.auth.tryKubeConfig=false");
        command.add("-Dkubernetes.auth.tryServiceAccount=false");
        command.add("-Dlog4j2.configurationFile=" + JobManagerProcess.class.getResource("/log4j2-test.properties"));
        String jars = Stream.concat(Stream.of(classes), FlinkDistribution.jars().stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", jars, MAIN));
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put("FLINK_CONF_DIR", conf.toString());
        process.environment().put("_POD_IP_ADDRESS", "127.0.0.1");
        return process.redirectErrorStream(true).redirectOutput(log.toFile());
    }

    /**
     * The overlay's arguments, with its own file of options, and secrets and a model where this process can read them.
     */
    private static List<String> arguments(
            List<JsonNode> manifests, FlinkOnKubernetes flink, String brokers, Path folder) throws IOException {
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("username"), "parallax\n");
        Files.writeString(secrets.resolve("password"), "a password\n");
        Path file = folder.resolve("job.yaml");
        String written = Overlay.ofKind(manifests, "ConfigMap")
                .findFirst()
                .orElseThrow()
                .at("/data/job.yaml")
                .asText();
        Files.writeString(
                file,
                written.replace("/opt/parallax/kafka", secrets.toString())
                        .replace(
                                "/opt/parallax/model",
                                TinyModel.bert().write(folder.resolve("model")).toString()));
        List<String> arguments = new ArrayList<>();
        for (String argument : flink.arguments()) {
            arguments.add(argument.equals("/opt/parallax/conf/job.yaml") ? file.toString() : argument);
        }
        arguments.addAll(
                List.of("--set", "kafka.bootstrap.servers=" + brokers, "--set", "kafka.security.protocol=PLAINTEXT"));
        return arguments;
    }

    private static List<String> quoted(List<String> arguments) throws IOException {
        List<String> quoted = new ArrayList<>();
        for (String argument : arguments) {
            quoted.add(new JsonMapper().writeValueAsString(argument));
        }
        return quoted;
    }

    /** Waits until a condition holds, and fails with what the process wrote when it ended before. */
    void await(String what, Callable<Boolean> condition) throws Exception {
        Await.until(() -> what + "; the JobManager says:\n" + said(), () -> {
            if (condition.call()) {
                return true;
            }
            if (!process.isAlive()) {
                throw new IllegalStateException("The JobManager ended with " + process.exitValue() + ":\n" + said());
            }
            return false;
        });
    }

    private String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(30, TimeUnit.SECONDS);
    }
}
