package dev.parallax.job.cluster;

import dev.parallax.job.cluster.JavaProcess.Program;
import dev.parallax.job.pipeline.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * A Flink session cluster of processes: ZooKeeper, one JobManager, TaskManagers; and {@code flink}, the command line,
 * as one more. JVM options are those that Flink's own scripts compute. State is written to folders of this machine. For
 * one thread.
 */
final class FlinkCluster implements AutoCloseable {

    /** Name of the first JobManager. */
    static final String JOB_MANAGER = "jobmanager";

    /** Name of the standby JobManager. */
    static final String STANDBY = "jobmanager-2";

    private static final long COMMAND_SECONDS = 120;
    private static final Pattern JOB = Pattern.compile("JobID ([0-9a-f]{32})");
    private static final Pattern SAVEPOINT = Pattern.compile("Savepoint completed. Path: (\\S+)");

    /** The JVM options of Flink's own config.yaml that open modules, as far as this job's processes need them. */
    private static final List<String> OPENED = Stream.of(
                    "java.lang",
                    "java.lang.reflect",
                    "java.net",
                    "java.io",
                    "java.text",
                    "java.time",
                    "java.util",
                    "java.util.concurrent",
                    "java.util.concurrent.atomic",
                    "java.util.concurrent.locks")
            .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED")
            .toList();

    private final Path folder;
    private final Map<String, String> settings;
    private final Map<String, JavaProcess> processes = new TreeMap<>();
    private final Map<String, Integer> metricsPorts = new TreeMap<>();
    private final int standbyPort = FreePorts.take(1).get(0);
    private final FlinkRest rest;
    private int commands;
    private String lastOutput = "";

    private FlinkCluster(Path folder, Map<String, String> settings) {
        this.folder = folder;
        this.settings = settings;
        this.rest = new FlinkRest(List.of(Integer.parseInt(settings.get("rest.port")), standbyPort));
    }

    /** Starts a cluster and waits until its TaskManagers are registered. */
    static FlinkCluster start(Path folder, int taskManagers, int slots) throws Exception {
        List<Integer> ports = FreePorts.take(3);
        FlinkCluster cluster = new FlinkCluster(folder, settings(folder, slots, ports));
        try {
            cluster.writeConfiguration();
            cluster.startZooKeeper(ports.get(0));
            cluster.startJobManager();
            for (int number = 1; number <= taskManagers; number++) {
                cluster.startTaskManager(name(number));
            }
            cluster.awaitTaskManagers(taskManagers);
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private static Map<String, String> settings(Path folder, int slots, List<Integer> ports) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("jobmanager.rpc.address", "127.0.0.1");
        settings.put("jobmanager.rpc.port", ports.get(2).toString());
        settings.put("jobmanager.bind-host", "127.0.0.1");
        settings.put("jobmanager.memory.process.size", "1 gb");
        settings.put("rest.address", "127.0.0.1");
        settings.put("rest.bind-address", "127.0.0.1");
        settings.put("rest.port", ports.get(1).toString());
        settings.put("taskmanager.host", "127.0.0.1");
        settings.put("taskmanager.bind-host", "127.0.0.1");
        settings.put("taskmanager.numberOfTaskSlots", Integer.toString(slots));
        settings.put("taskmanager.load-balance.mode", "SLOTS");
        settings.put("taskmanager.memory.process.size", "1400 mb");
        settings.put("taskmanager.memory.managed.size", "0 mb");
        settings.put("high-availability.type", "zookeeper");
        settings.put("high-availability.zookeeper.quorum", "127.0.0.1:" + ports.get(0));
        settings.put(
                "high-availability.storageDir", folder.resolve("ha").toUri().toString());
        settings.put("high-availability.zookeeper.client.session-timeout", "10 s");
        settings.put(
                "execution.checkpointing.dir",
                folder.resolve("checkpoints").toUri().toString());
        settings.put("execution.checkpointing.num-retained", "3");
        settings.put("heartbeat.interval", "2 s");
        settings.put("heartbeat.timeout", "8 s");
        settings.put("metrics.reporters", "prom");
        settings.put(
                "metrics.reporter.prom.factory.class", "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
        settings.put("io.tmp.dirs", folder.resolve("tmp").toString());
        return settings;
    }

    private void writeConfiguration() throws IOException {
        Files.createDirectories(folder.resolve("tmp"));
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(
                folder.resolve("conf/config.yaml"),
                settings.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
    }

    private JavaProcess launch(String name, String mainClass, List<String> options, List<String> arguments) {
        List<String> all = new ArrayList<>(OPENED);
        all.add(LogFile.option(folder));
        all.addAll(options);
        return new Program(
                        mainClass,
                        ClassPaths.flink(),
                        all,
                        Map.of("FLINK_CONF_DIR", folder.resolve("conf").toString()))
                .start(folder.resolve(name + ".log"), arguments);
    }

    private void startZooKeeper(int port) throws IOException {
        Path file = folder.resolve("zoo.cfg");
        Files.writeString(
                file,
                "tickTime=1000\ninitLimit=10\nsyncLimit=5\nadmin.enableServer=false\n"
                        + "clientPortAddress=127.0.0.1\nclientPort="
                        + port + "\ndataDir=" + folder.resolve("zookeeper") + "\nserver.1=127.0.0.1\n");
        processes.put(
                "zookeeper",
                launch(
                        "zookeeper",
                        "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
                        List.of("-Xmx128m", "-XX:+UseSerialGC"),
                        List.of("--zkConfigFile", file.toString(), "--peerId", "1")));
    }

    /** Starts the JobManager. */
    void startJobManager() throws Exception {
        startJobManager(JOB_MANAGER);
    }

    /** Starts a JobManager with a name, which becomes leader if there is none. */
    void startJobManager(String name) throws Exception {
        JobManagerProcessSpec spec = JobManagerProcessUtils.processSpecFromConfig(Configuration.fromMap(settings));
        List<String> arguments = withConfiguration(name, JobManagerProcessUtils.generateDynamicConfigsStr(spec));
        if (name.equals(STANDBY)) {
            arguments.addAll(List.of("-D", "rest.port=" + standbyPort));
        }
        processes.put(
                name,
                launch(
                        name,
                        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                        words(ProcessMemoryUtils.generateJvmParametersStr(spec)),
                        arguments));
    }

    /** Name of the current leader among the JobManagers. */
    String leadingJobManager() {
        return Stream.of(JOB_MANAGER, STANDBY)
                .filter(processes::containsKey)
                .max(Comparator.comparing(name -> process(name)
                        .output()
                        .lines()
                        .filter(line -> line.contains("DefaultDispatcherRunner was granted leadership"))
                        .reduce("", (earlier, later) -> later)))
                .orElseThrow();
    }

    /** Starts a TaskManager with a name. */
    void startTaskManager(String name) {
        TaskExecutorProcessSpec spec = TaskExecutorProcessUtils.processSpecFromConfig(Configuration.fromMap(settings));
        List<String> arguments = withConfiguration(name, TaskExecutorProcessUtils.generateDynamicConfigsStr(spec));
        arguments.addAll(List.of("-D", "taskmanager.resource-id=" + name));
        List<String> options = new ArrayList<>(words(ProcessMemoryUtils.generateJvmParametersStr(spec)));
        options.add("-XX:+AlwaysPreTouch");
        processes.put(
                name, launch(name, "org.apache.flink.runtime.taskexecutor.TaskManagerRunner", options, arguments));
    }

    private List<String> withConfiguration(String name, String dynamic) {
        metricsPorts.put(name, FreePorts.take(1).get(0));
        List<String> arguments =
                new ArrayList<>(List.of("--configDir", folder.resolve("conf").toString()));
        arguments.addAll(words(dynamic));
        arguments.addAll(List.of("-D", "metrics.reporter.prom.port=" + metricsPorts.get(name)));
        return arguments;
    }

    private static List<String> words(String line) {
        return Stream.of(line.trim().split("\\s+", -1))
                .map(word -> word.replace("\"", ""))
                .toList();
    }

    private static String name(int taskManager) {
        return "taskmanager-" + taskManager;
    }

    /** Waits until the given number of TaskManagers is registered. */
    void awaitTaskManagers(int count) throws Exception {
        Await.until(
                () -> count + " TaskManagers; JobManager: "
                        + process("jobmanager").output(),
                () -> rest.answers() && rest.taskManagers().size() == count);
    }

    /** The JobManager's REST interface. */
    FlinkRest rest() {
        return rest;
    }

    /** Ports of the reporters for Prometheus, by process. */
    Map<String, Integer> metricsPorts() {
        return metricsPorts;
    }

    /** A process by name: {@code jobmanager}, {@code taskmanager-1}. */
    JavaProcess process(String name) {
        return processes.get(name);
    }

    /** Submits a job jar as {@code flink run} does, and gives the job's id. */
    String run(Path jar, int parallelism, List<String> options, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("run", "-d", "-p", Integer.toString(parallelism)));
        command.addAll(options);
        command.add(jar.toString());
        command.addAll(arguments);
        String id = found(JOB, flink(command));
        awaitRunning(id);
        return id;
    }

    /** Stops a job as {@code flink stop} does, and gives the savepoint's path. */
    String stop(String job) throws Exception {
        return found(SAVEPOINT, flink(stopCommand(job)));
    }

    /**
     * Stops a job with a savepoint if it runs, and returns the savepoint's path; empty if it is not running or fails in
     * the meantime.
     */
    Optional<String> tryToStop(String job) throws Exception {
        if (rest.state(job).equals("FINISHED")) {
            // The stop was not answered, but has finished.
            return Optional.of(newestSavepoint());
        }
        if (!rest.running(job)) {
            return Optional.empty();
        }
        Matcher savepoint = SAVEPOINT.matcher(flink(stopCommand(job)));
        return savepoint.find() ? Optional.of(savepoint.group(1)) : Optional.empty();
    }

    private String newestSavepoint() throws IOException {
        try (Stream<Path> savepoints = Files.list(folder.resolve("savepoints"))) {
            return savepoints
                    .filter(FlinkCluster::complete)
                    .max(Comparator.comparing(
                            each -> each.resolve("_metadata").toFile().lastModified()))
                    .orElseThrow()
                    .toUri()
                    .toString();
        }
    }

    private List<String> stopCommand(String job) {
        return List.of(
                "stop", "--savepointPath", folder.resolve("savepoints").toUri().toString(), job);
    }

    /** Cancels a job, without a savepoint. */
    void cancel(String job) throws Exception {
        var unused = flink(List.of("cancel", job));
        Await.until("the job is cancelled", () -> rest.state(job).equals("CANCELED"));
    }

    /** The newest complete checkpoint of a job. */
    Path newestCheckpoint(String job) throws IOException {
        return complete(job, 1);
    }

    /** The complete checkpoint of a job before the newest. */
    Path checkpointBeforeNewest(String job) throws IOException {
        return complete(job, 2);
    }

    /** A complete checkpoint, by its index from the end. */
    private Path complete(String job, int last) throws IOException {
        List<Path> complete =
                checkpoints(job).stream().filter(FlinkCluster::complete).toList();
        if (complete.size() < last) {
            throw new IllegalStateException(
                    "Expected " + last + " complete checkpoints or more of job " + job + ", and found " + complete);
        }
        return complete.get(complete.size() - last);
    }

    /** Whether a checkpoint of a job is in progress. */
    boolean checkpointInFlight(String job) throws IOException {
        List<Path> checkpoints = checkpoints(job);
        return !checkpoints.isEmpty() && !complete(checkpoints.get(checkpoints.size() - 1));
    }

    /** Folders of a job's checkpoints, oldest first. */
    private List<Path> checkpoints(String job) throws IOException {
        try (Stream<Path> folders = Files.list(folder.resolve("checkpoints").resolve(job))) {
            return folders.filter(each -> each.getFileName().toString().startsWith("chk-"))
                    .sorted(Comparator.comparingLong(
                            each -> Long.parseLong(each.getFileName().toString().substring("chk-".length()))))
                    .toList();
        }
    }

    private static boolean complete(Path checkpoint) {
        return Files.exists(checkpoint.resolve("_metadata"));
    }

    /** Runs a command of {@code flink}, and returns its output. */
    String flink(List<String> arguments) throws InterruptedException {
        commands++;
        JavaProcess command = launch(
                "flink-" + commands,
                "org.apache.flink.client.cli.CliFrontend",
                List.of("-Xmx256m", "-XX:+UseSerialGC"),
                arguments);
        var unused = command.await(COMMAND_SECONDS);
        lastOutput = command.output();
        return lastOutput;
    }

    /** The output of the last command of {@code flink}. */
    String lastOutput() {
        return lastOutput;
    }

    private static String found(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IllegalStateException("Expected " + pattern + " in the output of flink, and found: " + output);
        }
        return matcher.group(1);
    }

    /** Waits until all tasks of a job run. */
    void awaitRunning(String job) throws Exception {
        Await.until(
                () -> "all tasks of the job run; JobManager: "
                        + process("jobmanager").output(),
                () -> rest.running(job));
    }

    @Override
    public void close() {
        processes.values().forEach(JavaProcess::close);
    }
}
