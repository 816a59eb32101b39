package dev.parallax.job.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that Kubernetes accepts the manifests that kustomize renders of the overlays, and that they fit each other. */
@EnabledIf(value = "dev.parallax.job.deploy.Kustomize#isThere", disabledReason = Kustomize.MISSING)
class ManifestsTest {

    @ParameterizedTest
    @EnumSource
    void every_manifest_has_only_what_its_kind_knows(Overlay overlay) throws IOException {
        ManifestSchemas schemas = ManifestSchemas.ofOperator();
        assertThat(problems(schemas, overlay.manifests())).isEmpty();
    }

    @Test
    void a_field_that_is_misspelt_is_found_in_every_kind() throws IOException {
        ManifestSchemas schemas = ManifestSchemas.ofOperator();
        for (JsonNode manifest : Overlay.CPU.manifests()) {
            String kind = manifest.path("kind").asText();
            ((ObjectNode) manifest.path(manifest.has("spec") ? "spec" : "metadata")).put("misspelt", "value");
            assertThat(problems(schemas, List.of(manifest)))
                    .as(kind)
                    .isNotEmpty()
                    .allMatch(problem -> problem.contains("misspelt"));
        }
    }

    @Test
    void a_misspelt_field_deep_in_a_pod_template_and_a_version_of_flink_that_there_is_not_are_found()
            throws IOException {
        // Given
        JsonNode flink = Overlay.flinkDeployment(Overlay.GPU.manifests());
        ((ObjectNode) flink.at("/spec/taskManager/podTemplate/spec/tolerations/0")).put("affect", "NoSchedule");
        ((ObjectNode) flink.path("spec")).put("flinkVersion", "v2_33");
        // Then
        assertThat(problems(ManifestSchemas.ofOperator(), List.of(flink)))
                .hasSize(2)
                .anyMatch(problem -> problem.contains("affect"))
                .anyMatch(problem -> problem.contains("flinkVersion"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"autoscaler", "model-from-image", "model-from-claim"})
    void a_component_fits_every_overlay(String component) throws IOException {
        for (Overlay overlay : Overlay.values()) {
            List<JsonNode> manifests = with(overlay, component);
            assertThat(manifests).as(overlay.name()).isNotEqualTo(overlay.manifests());
            assertThat(problems(ManifestSchemas.ofOperator(), manifests)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_a_manifest_refers_to_is_there(Overlay overlay) throws IOException {
        // Given
        List<JsonNode> manifests = overlay.manifests();
        // Then
        assertThat(names(manifests, "ServiceAccount"))
                .containsAll(texts(manifests, "serviceAccountName"))
                .containsAll(texts(manifests, "serviceAccount"))
                .contains(Overlay.flinkDeployment(manifests)
                        .at("/spec/flinkConfiguration")
                        .path("kubernetes.taskmanager.service-account")
                        .asText());
        Set<String> maps = manifests.stream()
                .flatMap(manifest -> manifest.findValues("configMap").stream())
                .map(map -> map.path("name").asText())
                .collect(Collectors.toSet());
        assertThat(maps).isNotEmpty().isEqualTo(names(manifests, "ConfigMap"));
        assertThat(names(manifests, "PersistentVolumeClaim")).isEqualTo(texts(manifests, "claimName"));
        for (JsonNode pod : pods(manifests)) {
            List<String> volumes = pod.path("volumes").findValuesAsText("name");
            for (JsonNode container : pod.path("containers")) {
                assertThat(volumes).containsAll(container.path("volumeMounts").findValuesAsText("name"));
            }
        }
        assertThat(manifests)
                .filteredOn(manifest -> !manifest.path("kind").asText().equals("Namespace"))
                .allSatisfy(manifest -> assertThat(
                                manifest.at("/metadata/namespace").asText())
                        .as(manifest.path("kind").asText())
                        .isEqualTo("parallax"));
    }

    @ParameterizedTest
    @EnumSource
    void no_pod_has_more_rights_than_it_needs(Overlay overlay) throws IOException {
        for (JsonNode pod : pods(overlay.manifests())) {
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            for (JsonNode container : pod.path("containers")) {
                JsonNode context = container.path("securityContext");
                assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(context.path("allowPrivilegeEscalation").asBoolean(true))
                        .isFalse();
                assertThat(context.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
                assertThat(container.path("livenessProbe").isObject()).isTrue();
                assertThat(container.path("readinessProbe").isObject()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void images_are_of_the_version_that_is_built(Overlay overlay) throws IOException {
        // Given
        String version = Files.readString(Path.of("..", "pom.xml"))
                .lines()
                .filter(line -> line.strip().startsWith("<version>"))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*>(.+?)(-SNAPSHOT)?<.*", "$1");
        List<JsonNode> manifests = overlay.manifests();
        // Then
        assertThat(Overlay.flinkDeployment(manifests).at("/spec/image").asText())
                .isEqualTo("parallax-job:" + version + (overlay == Overlay.GPU ? "-gpu" : ""));
        assertThat(Overlay.only(manifests, "Deployment", "parallax-dashboard")
                        .at("/spec/template/spec/containers/0/image")
                        .asText())
                .isEqualTo("parallax-job:" + version);
    }

    /** Specifications of pods as they will run: the dashboard's and Flink's. */
    private static List<JsonNode> pods(List<JsonNode> manifests) {
        FlinkOnKubernetes flink = new FlinkOnKubernetes(Overlay.flinkDeployment(manifests));
        return List.of(
                Overlay.only(manifests, "Deployment", "parallax-dashboard").at("/spec/template/spec"),
                flink.podTemplate("jobManager").path("spec"),
                flink.podTemplate("taskManager").path("spec"));
    }

    private static List<JsonNode> with(Overlay overlay, String component) throws IOException {
        // Within the tree, since kustomize takes relative paths only, and where no other test looks for files.
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "overlays")), "test");
        Path kubernetes = folder.relativize(Overlay.KUBERNETES);
        Path file = folder.resolve("kustomization.yaml");
        try {
            Files.writeString(file, """
                    apiVersion: kustomize.config.k8s.io/v1beta1
                    kind: Kustomization
                    resources: [%s]
                    components: [%s/components/%s]
                    """.formatted(folder.relativize(overlay.folder()), kubernetes, component));
            return Kustomize.render(folder);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static List<String> problems(ManifestSchemas schemas, List<JsonNode> manifests) throws IOException {
        List<String> problems = new ArrayList<>();
        for (JsonNode manifest : manifests) {
            problems.addAll(schemas.problems(manifest));
        }
        return problems;
    }

    private static Set<String> names(List<JsonNode> manifests, String kind) {
        return Overlay.ofKind(manifests, kind)
                .map(manifest -> manifest.at("/metadata/name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> texts(List<JsonNode> manifests, String field) {
        return manifests.stream()
                .flatMap(manifest -> Stream.of(manifest.findValuesAsText(field)))
                .flatMap(List::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
