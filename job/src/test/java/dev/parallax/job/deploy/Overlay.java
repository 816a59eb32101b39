package dev.parallax.job.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The ways to deploy on Kubernetes that {@code deploy/kubernetes} has. */
enum Overlay {
    CPU,
    GPU,
    LOCAL;

    static final Path KUBERNETES = Path.of("..", "deploy", "kubernetes");

    Path folder() {
        return KUBERNETES.resolve("overlays").resolve(name().toLowerCase(Locale.ROOT));
    }

    /**
     * Kind and name of the manifests that are about a TaskManager's pod. A local cluster has no Prometheus, and one
     * TaskManager.
     */
    List<String> selectors() {
        return this == LOCAL
                ? List.of("NetworkPolicy parallax-flink")
                : List.of(
                        "NetworkPolicy parallax-flink",
                        "PodDisruptionBudget parallax-taskmanager",
                        "PodMonitor parallax");
    }

    /** All that it comes to. */
    List<JsonNode> manifests() throws IOException {
        return Kustomize.render(folder());
    }

    /** Keys of the Secrets that pods look for, by their names, as the example has them. */
    static Map<String, Set<String>> exampleOfSecrets() throws IOException {
        Path example = KUBERNETES.resolve("secrets.example.yaml");
        Map<String, Set<String>> secrets = new TreeMap<>();
        try (var documents = new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(example.toFile())) {
            documents.forEachRemaining(secret -> secrets.put(
                    secret.at("/metadata/name").asText(),
                    DeployedPod.texts(secret.path("stringData")).keySet()));
        }
        return secrets;
    }

    /** The manifests of one kind among others. */
    static Stream<JsonNode> ofKind(List<JsonNode> manifests, String kind) {
        return manifests.stream()
                .filter(manifest -> manifest.path("kind").asText().equals(kind));
    }

    /** The one manifest of its kind with this name. */
    static JsonNode only(List<JsonNode> manifests, String kind, String name) {
        List<JsonNode> found = ofKind(manifests, kind)
                .filter(manifest -> manifest.at("/metadata/name").asText().equals(name))
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException(
                    "There must be one " + kind + " " + name + ", and there are " + found.size());
        }
        return found.get(0);
    }

    static JsonNode flinkDeployment(List<JsonNode> manifests) {
        return only(manifests, "FlinkDeployment", "parallax");
    }
}
