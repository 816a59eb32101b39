package dev.parallax.job.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.kubernetes.utils.KubernetesUtils;

/**
 * A pod as it will run.
 *
 * @param name what it is: {@code dashboard}, {@code jobmanager} or {@code taskmanager}
 * @param labels its template's, and those that Flink itself gives
 * @param spec what it is made of
 */
record DeployedPod(String name, Map<String, String> labels, JsonNode spec) {

    private static final String CLUSTER = "parallax";

    /** One of each kind of pod that the manifests of an overlay come to. */
    static List<DeployedPod> of(List<JsonNode> manifests) {
        JsonNode dashboard =
                Overlay.only(manifests, "Deployment", "parallax-dashboard").at("/spec/template");
        FlinkOnKubernetes flink = new FlinkOnKubernetes(Overlay.flinkDeployment(manifests));
        return List.of(
                pod("dashboard", dashboard, Map.of()),
                pod("jobmanager", flink.podTemplate("jobManager"), KubernetesUtils.getJobManagerSelectors(CLUSTER)),
                pod("taskmanager", flink.podTemplate("taskManager"), KubernetesUtils.getTaskManagerSelectors(CLUSTER)));
    }

    private static DeployedPod pod(String name, JsonNode template, Map<String, String> ofFlink) {
        Map<String, String> labels = new HashMap<>(texts(template.at("/metadata/labels")));
        labels.putAll(ofFlink);
        return new DeployedPod(name, labels, template.path("spec"));
    }

    /** Which of some pods a selector means. */
    static Set<String> selected(List<DeployedPod> pods, JsonNode labels) {
        Map<String, String> wanted = texts(labels);
        return pods.stream()
                .filter(pod -> pod.labels().entrySet().containsAll(wanted.entrySet()))
                .map(DeployedPod::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    /** Its container; each of these pods has one. */
    JsonNode container() {
        return spec.at("/containers/0");
    }

    /** Numbers of its container's ports by name. */
    Map<String, Integer> ports() {
        Map<String, Integer> ports = new TreeMap<>();
        container()
                .path("ports")
                .forEach(port -> ports.put(
                        port.path("name").asText(), port.path("containerPort").asInt()));
        return ports;
    }

    /** Where its container has what, by path. */
    Map<String, JsonNode> mounts() {
        Map<String, JsonNode> volumes = new HashMap<>();
        spec.path("volumes").forEach(volume -> volumes.put(volume.path("name").asText(), volume));
        Map<String, JsonNode> mounts = new TreeMap<>();
        container()
                .path("volumeMounts")
                .forEach(mount -> mounts.put(
                        mount.path("mountPath").asText(),
                        volumes.get(mount.path("name").asText())));
        return mounts;
    }
}
