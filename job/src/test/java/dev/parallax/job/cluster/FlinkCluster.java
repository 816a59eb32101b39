package dev.parallax.job.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.job.cluster.JavaProcess.Program;
import dev.parallax.job.pipeline.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * A Flink session cluster of processes: ZooKeeper, one JobManager, TaskManagers; and {@code flink}, the command line, as one
 * more. JVM options are those that Flink's own scripts compute. What is in memory is written to folders of this machine. For
 * one thread.
 */
final class FlinkCluster implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration REST_TIMEOUT = Duration.ofSeconds(20);
    private static final long COMMAND_SECONDS = 120;
    private static final Pattern JOB = Pattern.compile("JobID ([0-9a-f]{32})");
    private static final Pattern SAVEPOINT = Pattern.compile("Savepoint completed. Path: (\\S+)");

    /** What Flink's own config.yaml opens, as far as this job's processes need it. */
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

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final Map<String, String> settings;
    private final Map<String, JavaProcess> processes = new TreeMap<>();
    private final Map<String, Integer> metricsPorts = new TreeMap<>();
    private int commands;

    private FlinkCluster(Path folder, Map<String, String> settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /** Starts a cluster with so many TaskManagers of so many slots, and waits until they are registered. */
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
                "tickTime=1000\ninitLimit=10\nsyncLimit=5\nadmin.enableServer=false\nclientPortAddress=127.0.0.1\nclientPort="
                        + port + "\ndataDir=" + folder.resolve("zookeeper") + "\nserver.1=127.0.0.1\n");
        processes.put(
                "zookeeper",
                launch(
                        "zookeeper",
                        "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
                        List.of("-Xmx128m", "-XX:+UseSerialGC"),
                        List.of("--zkConfigFile", file.toString(), "--peerId", "1")));
    }

    /** Starts the JobManager, and waits until it answers. */
    void startJobManager() throws Exception {
        JobManagerProcessSpec spec = JobManagerProcessUtils.processSpecFromConfig(Configuration.fromMap(settings));
        processes.put(
                "jobmanager",
                launch(
                        "jobmanager",
                        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                        words(ProcessMemoryUtils.generateJvmParametersStr(spec)),
                        withConfiguration("jobmanager", JobManagerProcessUtils.generateDynamicConfigsStr(spec))));
    }

    /** Starts a TaskManager of a name. */
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

    /** Waits until so many TaskManagers are registered. */
    void awaitTaskManagers(int count) throws Exception {
        Await.until(
                () -> count + " TaskManagers; JobManager: "
                        + process("jobmanager").output(),
                () -> answers() && get("/taskmanagers").at("/taskmanagers").size() == count);
    }

    private boolean answers() throws InterruptedException {
        try {
            return get("/overview").has("taskmanagers");
        } catch (IOException e) {
            return false;
        }
    }

    /** A process by name: {@code jobmanager}, {@code taskmanager-1}. */
    JavaProcess process(String name) {
        return processes.get(name);
    }

    /** Names of the TaskManagers that run. */
    List<String> taskManagers() {
        return processes.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("taskmanager"))
                .filter(entry -> entry.getValue().alive())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What the JobManager's REST interface says of a path. */
    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(text(rest(path)));
    }

    private URI rest(String path) {
        return URI.create("http://127.0.0.1:" + settings.get("rest.port") + path);
    }

    private String text(URI address) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(REST_TIMEOUT).build();
        return http.send(request, BodyHandlers.ofString()).body();
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
        return found(
                SAVEPOINT,
                flink(List.of(
                        "stop",
                        "--savepointPath",
                        folder.resolve("savepoints").toUri().toString(),
                        job)));
    }

    /** Runs a command of {@code flink}, and gives what it prints. */
    String flink(List<String> arguments) throws InterruptedException {
        commands++;
        JavaProcess command = launch(
                "flink-" + commands,
                "org.apache.flink.client.cli.CliFrontend",
                List.of("-Xmx256m", "-XX:+UseSerialGC"),
                arguments);
        var unused = command.await(COMMAND_SECONDS);
        return command.output();
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
                () -> running(job));
    }

    private boolean running(String job) throws InterruptedException {
        try {
            JsonNode tasks = get("/jobs/" + job);
            return tasks.path("state").asText().equals("RUNNING")
                    && tasks.path("vertices").size() > 0
                    && stream(tasks.path("vertices"))
                            .allMatch(vertex -> vertex.path("status").asText().equals("RUNNING"));
        } catch (IOException e) {
            return false;
        }
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements.stream();
    }

    /** Names of the TaskManagers that run tasks of a job. */
    List<String> taskManagersOf(String job) throws Exception {
        List<String> names = new ArrayList<>();
        for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
            String path = "/jobs/" + job + "/vertices/" + vertex.path("id").asText() + "/taskmanagers";
            stream(get(path).path("taskmanagers"))
                    .map(manager -> manager.path("taskmanager-id").asText())
                    .forEach(names::add);
        }
        return names.stream().distinct().sorted().toList();
    }

    /** Every page of the REST interface on a job, its cluster and its processes, by its path. */
    Map<String, String> pages(String job) throws Exception {
        List<String> paths = new ArrayList<>(List.of("/config", "/overview", "/jobs/overview", "/taskmanagers"));
        for (String page : List.of("config", "environment", "logs", "metrics", "thread-dump")) {
            paths.add("/jobmanager/" + page);
        }
        String ofJob = "/jobs/" + job;
        for (String page : List.of("", "/config", "/plan", "/exceptions", "/checkpoints", "/checkpoints/config")) {
            paths.add(ofJob + page);
        }
        for (String page : List.of("/accumulators", "/jobmanager/config", "/jobmanager/environment", "/metrics")) {
            paths.add(ofJob + page);
        }
        for (JsonNode vertex : get(ofJob).path("vertices")) {
            String ofVertex = ofJob + "/vertices/" + vertex.path("id").asText();
            for (String page : List.of("", "/accumulators", "/metrics", "/taskmanagers", "/watermarks")) {
                paths.add(ofVertex + page);
            }
        }
        for (String name : taskManagers()) {
            for (String page : List.of("", "/logs", "/metrics", "/thread-dump")) {
                paths.add("/taskmanagers/" + name + page);
            }
        }
        Map<String, String> pages = new TreeMap<>();
        for (String path : paths) {
            pages.put(path, text(rest(path)));
        }
        return pages;
    }

    /** Names of all threads of the TaskManagers. */
    List<String> threads() throws Exception {
        List<String> names = new ArrayList<>();
        for (String taskManager : taskManagers()) {
            stream(get("/taskmanagers/" + taskManager + "/thread-dump").path("threadInfos"))
                    .map(thread -> thread.path("threadName").asText())
                    .forEach(names::add);
        }
        return names;
    }

    /** What the reporters for Prometheus show, by process. */
    Map<String, String> metrics() throws Exception {
        Map<String, String> shown = new TreeMap<>();
        for (Map.Entry<String, Integer> port : metricsPorts.entrySet()) {
            shown.put(
                    "metrics of " + port.getKey(),
                    text(URI.create("http://127.0.0.1:" + port.getValue() + "/metrics")));
        }
        return shown;
    }

    @Override
    public void close() {
        processes.values().forEach(JavaProcess::close);
    }
}
