package dev.parallax.job.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A client of the REST API of JobManagers on the loopback interface. It uses the first that responds, since standby
 * JobManagers forward to the leader. Thread-safe.
 */
final class FlinkRest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final List<String> OF_CLUSTER = List.of("/config", "/overview", "/jobs/overview", "/taskmanagers");
    private static final List<String> OF_JOB_MANAGER =
            List.of("/config", "/environment", "/logs", "/metrics", "/thread-dump");
    private static final List<String> OF_JOB = List.of(
            "",
            "/config",
            "/plan",
            "/exceptions",
            "/checkpoints",
            "/checkpoints/config",
            "/accumulators",
            "/jobmanager/config",
            "/jobmanager/environment",
            "/metrics");
    private static final List<String> OF_VERTEX =
            List.of("", "/accumulators", "/metrics", "/taskmanagers", "/watermarks");
    private static final List<String> OF_TASK_MANAGER = List.of("", "/logs", "/metrics", "/thread-dump");

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Integer> ports;

    /** @param ports ports of the JobManagers */
    FlinkRest(List<Integer> ports) {
        this.ports = ports;
    }

    /** Whether a JobManager responds. */
    boolean answers() throws InterruptedException {
        try {
            return get("/overview").has("taskmanagers");
        } catch (IOException e) {
            return false;
        }
    }

    /** Names of the TaskManagers that are registered. */
    List<String> taskManagers() throws IOException, InterruptedException {
        return stream(get("/taskmanagers").path("taskmanagers"))
                .map(manager -> manager.path("id").asText())
                .sorted()
                .toList();
    }

    /** Names of the TaskManagers that run tasks of a job. */
    List<String> taskManagersOf(String job) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
            stream(get(vertex(job, vertex) + "/taskmanagers").path("taskmanagers"))
                    .map(manager -> manager.path("taskmanager-id").asText())
                    .forEach(names::add);
        }
        return names.stream().distinct().sorted().toList();
    }

    /** Name of the TaskManager that runs the first instance of the operators of a sink. */
    String taskManagerOfFirst(String job, String sink) throws IOException, InterruptedException {
        JsonNode vertex = stream(get("/jobs/" + job).path("vertices"))
                .filter(each -> each.path("name").asText().contains(sink))
                .findFirst()
                .orElseThrow();
        return stream(get(vertex(job, vertex)).path("subtasks"))
                .filter(subtask -> subtask.path("subtask").asInt() == 0)
                .map(subtask -> subtask.path("taskmanager-id").asText())
                .findFirst()
                .orElseThrow();
    }

    /** Whether all tasks of a job run. */
    boolean running(String job) throws InterruptedException {
        try {
            JsonNode tasks = get("/jobs/" + job);
            JsonNode vertices = tasks.path("vertices");
            return tasks.path("state").asText().equals("RUNNING")
                    && !vertices.isEmpty()
                    && stream(vertices)
                            .allMatch(vertex -> vertex.path("status").asText().equals("RUNNING"));
        } catch (IOException e) {
            return false;
        }
    }

    /** Flink's name of a job's state; empty if no JobManager responds. */
    String state(String job) throws InterruptedException {
        try {
            return get("/jobs/" + job).path("state").asText();
        } catch (IOException e) {
            return "";
        }
    }

    /** Number of a job's failures with restart, among the latest 16. */
    int restarts(String job) throws IOException, InterruptedException {
        JsonNode failures = get("/jobs/" + job + "/exceptions").at("/exceptionHistory/entries");
        if (failures.isMissingNode()) {
            throw new IOException("The page on the exceptions of job " + job + " has no history");
        }
        return failures.size();
    }

    /** The exceptions of a job, the latest first, as in the web UI. */
    String failures(String job) throws IOException, InterruptedException {
        return text("/jobs/" + job + "/exceptions");
    }

    /** Names of all threads of the TaskManagers. */
    List<String> threads() throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        for (String taskManager : taskManagers()) {
            stream(get("/taskmanagers/" + taskManager + "/thread-dump").path("threadInfos"))
                    .map(thread -> thread.path("threadName").asText())
                    .forEach(names::add);
        }
        return names;
    }

    /** Every page on a job, its cluster and its processes, by its path. */
    Map<String, String> pages(String job) throws IOException, InterruptedException {
        List<String> paths = new ArrayList<>(OF_CLUSTER);
        OF_JOB_MANAGER.forEach(page -> paths.add("/jobmanager" + page));
        OF_JOB.forEach(page -> paths.add("/jobs/" + job + page));
        for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
            OF_VERTEX.forEach(page -> paths.add(vertex(job, vertex) + page));
        }
        for (String name : taskManagers()) {
            OF_TASK_MANAGER.forEach(page -> paths.add("/taskmanagers/" + name + page));
        }
        Map<String, String> pages = new TreeMap<>();
        for (String path : paths) {
            pages.put(path, text(path));
        }
        return pages;
    }

    /** The metrics of the Prometheus reporter of a process. */
    String metrics(int otherPort) throws IOException, InterruptedException {
        return text(URI.create("http://127.0.0.1:" + otherPort + "/metrics"));
    }

    private static String vertex(String job, JsonNode vertex) {
        return "/jobs/" + job + "/vertices/" + vertex.path("id").asText();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(text(path));
    }

    private String text(String path) throws IOException, InterruptedException {
        IOException failure = new IOException("There is no JobManager to ask for " + path);
        for (int port : ports) {
            try {
                return text(URI.create("http://127.0.0.1:" + port + path));
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    private String text(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements.stream();
    }
}
