package dev.parallax.job.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.flink.kubernetes.utils.Constants;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that the pods are as manifests and the job's options describe them. */
@EnabledIf(value = "dev.parallax.job.deploy.Kustomize#isThere", disabledReason = Kustomize.MISSING)
class DeployedPodsTest {

    private static final Set<String> FLINK = Set.of("jobmanager", "taskmanager");
    private static final Pattern CREDENTIAL = Pattern.compile("(/opt/parallax/kafka)/([a-z.]+)");

    @ParameterizedTest
    @EnumSource
    void every_selector_means_the_pods_that_it_is_for(Overlay overlay) throws IOException {
        // Given
        List<JsonNode> manifests = overlay.manifests();
        List<DeployedPod> pods = DeployedPod.of(manifests);
        Map<String, Set<String>> selected = new TreeMap<>();
        // When
        for (JsonNode manifest : manifests) {
            String name = manifest.path("kind").asText() + " "
                    + manifest.at("/metadata/name").asText();
            JsonNode spec = manifest.path("spec");
            switch (manifest.path("kind").asText()) {
                case "NetworkPolicy" -> selected.put(name, selected(pods, spec.path("podSelector")));
                case "Deployment", "PodDisruptionBudget", "PodMonitor" ->
                    selected.put(name, selected(pods, spec.path("selector")));
                case "Service" -> selected.put(name, DeployedPod.selected(pods, spec.path("selector")));
                default -> {}
            }
        }
        // Then
        Map<String, Set<String>> expected = new TreeMap<>(Map.of(
                "NetworkPolicy parallax-default-deny", Set.of("dashboard", "jobmanager", "taskmanager"),
                "NetworkPolicy parallax-flink", FLINK,
                "NetworkPolicy parallax-dashboard", Set.of("dashboard"),
                "Deployment parallax-dashboard", Set.of("dashboard"),
                "Service parallax-dashboard", Set.of("dashboard"),
                "PodDisruptionBudget parallax-jobmanager", Set.of("jobmanager")));
        if (overlay != Overlay.LOCAL) {
            expected.put("PodDisruptionBudget parallax-taskmanager", Set.of("taskmanager"));
            expected.put("PodMonitor parallax", FLINK);
        }
        assertThat(selected).isEqualTo(expected);
        for (DeployedPod pod : pods) {
            assertThat(pod.spec().findValues("labelSelector"))
                    .allSatisfy(own -> assertThat(selected(pods, own)).containsExactly(pod.name()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void networks_let_flinks_pods_at_each_other_and_at_the_ports_that_others_ask(Overlay overlay) throws IOException {
        // Given
        List<JsonNode> manifests = overlay.manifests();
        List<DeployedPod> pods = DeployedPod.of(manifests);
        JsonNode flink =
                Overlay.only(manifests, "NetworkPolicy", "parallax-flink").path("spec");
        JsonNode dashboard =
                Overlay.only(manifests, "NetworkPolicy", "parallax-dashboard").path("spec");
        // Then
        assertThat(selected(pods, flink.at("/ingress/0/from/0/podSelector"))).isEqualTo(FLINK);
        assertThat(flink.at("/ingress/0").has("ports")).isFalse();
        assertThat(selected(pods, flink.at("/egress/0/to/0/podSelector"))).isEqualTo(FLINK);
        assertThat(flink.at("/egress/0").has("ports")).isFalse();
        assertThat(port(flink, "flink-operator")).isEqualTo(Constants.REST_PORT);
        assertThat(port(flink, "monitoring")).isEqualTo(metricsPort(manifests));
        assertThat(DeployFiles.page("kubernetes.md"))
                .contains("--namespace flink-operator")
                .contains("namespace `flink-operator`, and Prometheus by `monitoring`")
                .contains("`parallax.dev/dashboard-client: \"true\"`");
        assertThat(DeployedPod.texts(dashboard.at("/ingress/0/from/0/podSelector/matchLabels")))
                .isEqualTo(Map.of("parallax.dev/dashboard-client", "true"));
        assertThat(List.of(dashboard.at("/ingress/0/ports/0/port").asInt()))
                .containsExactlyElementsOf(pods.get(0).ports().values());
    }

    @ParameterizedTest
    @EnumSource
    void ports_are_those_that_processes_listen_on(Overlay overlay) throws IOException {
        // Given
        List<JsonNode> manifests = overlay.manifests();
        List<DeployedPod> pods = DeployedPod.of(manifests);
        // Then
        Map<String, Integer> listening = Map.of(
                "dashboard",
                dashboardPort(pods.get(0)),
                "jobmanager",
                Constants.REST_PORT,
                "taskmanager",
                Constants.TASK_MANAGER_RPC_PORT);
        for (DeployedPod pod : pods) {
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                assertThat(pod.container().path(probe).findValues("port"))
                        .as(pod.name() + " " + probe)
                        .hasSize(1)
                        .allSatisfy(port -> assertThat(pod.ports().getOrDefault(port.asText(), port.asInt()))
                                .isEqualTo(listening.get(pod.name())));
            }
            if (FLINK.contains(pod.name())) {
                assertThat(pod.ports()).isEqualTo(Map.of("metrics", metricsPort(manifests)));
            }
        }
        assertThat(pods.get(0).ports()).isEqualTo(Map.of("http", listening.get("dashboard")));
        assertThat(Overlay.only(manifests, "Service", "parallax-dashboard")
                        .at("/spec/ports/0/targetPort")
                        .asText())
                .isEqualTo("http");
        assertThat(Overlay.ofKind(manifests, "PodMonitor"))
                .hasSize(overlay == Overlay.LOCAL ? 0 : 1)
                .allSatisfy(monitor -> assertThat(
                                monitor.at("/spec/podMetricsEndpoints").findValuesAsText("port"))
                        .containsExactly("metrics"));
    }

    @ParameterizedTest
    @EnumSource
    void the_options_and_passwords_that_a_pod_reads_are_mounted_in_it(Overlay overlay) throws IOException {
        // Given
        List<JsonNode> manifests = overlay.manifests();
        Map<String, Set<String>> secrets = Overlay.exampleOfSecrets();
        String options = Overlay.ofKind(manifests, "ConfigMap")
                .findFirst()
                .orElseThrow()
                .at("/data/job.yaml")
                .asText();
        List<MatchResult> credentials = CREDENTIAL.matcher(options).results().toList();
        assertThat(credentials).hasSize(overlay == Overlay.LOCAL ? 0 : 3);
        // Then
        for (DeployedPod pod : DeployedPod.of(manifests)) {
            Map<String, JsonNode> mounts = pod.mounts();
            assertThat(mounts.get("/opt/parallax/conf").has("configMap"))
                    .as(pod.name())
                    .isTrue();
            for (MatchResult credential : credentials) {
                assertThat(mounts).as(pod.name()).containsKey(credential.group(1));
                JsonNode secret = mounts.get(credential.group(1)).path("secret");
                assertThat(secrets.get(secret.path("secretName").asText()))
                        .as(pod.name())
                        .contains(credential.group(2));
            }
            assertThat(pod.spec().findValues("secretKeyRef"))
                    .allSatisfy(key -> assertThat(secrets.get(key.path("name").asText()))
                            .contains(key.path("key").asText()));
            // Without a Secret a pod starts: Kafka may have no password, and the job says what it misses.
            for (String field : List.of("secret", "secretKeyRef")) {
                assertThat(pod.spec().findValues(field))
                        .allMatch(secret -> secret.path("optional").asBoolean());
            }
        }
        for (List<String> arguments : List.of(
                texts(Overlay.flinkDeployment(manifests).at("/spec/job/args")),
                texts(DeployedPod.of(manifests).get(0).container().path("args")))) {
            assertThat(arguments).containsSequence("--config", "/opt/parallax/conf/job.yaml");
        }
    }

    @ParameterizedTest
    @EnumSource(names = "LOCAL", mode = EnumSource.Mode.EXCLUDE)
    void the_budget_is_one_task_manager_less_than_there_are(Overlay overlay) throws IOException {
        // Given
        List<JsonNode> manifests = overlay.manifests();
        JsonNode spec = Overlay.flinkDeployment(manifests).path("spec");
        int slots = spec.at("/flinkConfiguration/taskmanager.numberOfTaskSlots").asInt();
        // Then
        assertThat(Overlay.only(manifests, "PodDisruptionBudget", "parallax-taskmanager")
                        .at("/spec/minAvailable")
                        .asInt())
                .isEqualTo(spec.at("/job/parallelism").asInt() / slots - 1);
    }

    @ParameterizedTest
    @EnumSource
    void only_the_gpu_overlay_runs_the_model_on_a_gpu(Overlay overlay) throws IOException {
        // Given
        List<JsonNode> manifests = overlay.manifests();
        JsonNode spec = Overlay.flinkDeployment(manifests).path("spec");
        Map<String, String> options = DeployedPod.texts(spec.path("flinkConfiguration"));
        // Then
        if (overlay != Overlay.GPU) {
            assertThat(texts(spec.at("/job/args"))).doesNotContain("inference.provider=cuda");
            assertThat(options.keySet()).noneMatch(key -> key.startsWith("external-resource"));
            return;
        }
        assertThat(texts(spec.at("/job/args"))).containsSequence("--set", "inference.provider=cuda");
        // As Flink's documentation of external resources has them: a JobManager looks at neither.
        assertThat(options)
                .containsEntry(
                        "external-resource.gpu.driver-factory.class",
                        "org.apache.flink.externalresource.gpu.GPUDriverFactory")
                .containsEntry(
                        "external-resource.gpu.param.discovery-script.path",
                        "plugins/external-resource-gpu/nvidia-gpu-discovery.sh");
        // The taint of nodes with a GPU has any value or none.
        assertThat(DeployedPod.of(manifests).get(2).spec().path("tolerations"))
                .extracting(DeployedPod::texts)
                .containsExactly(Map.of("key", "nvidia.com/gpu", "operator", "Exists", "effect", "NoSchedule"));
    }

    private static Set<String> selected(List<DeployedPod> pods, JsonNode selector) {
        return DeployedPod.selected(pods, selector.path("matchLabels"));
    }

    /** The port that a policy opens to a namespace. */
    private static int port(JsonNode policy, String namespace) {
        return StreamSupport.stream(policy.path("ingress").spliterator(), false)
                .filter(rule -> rule.at("/from/0/namespaceSelector/matchLabels")
                        .path("kubernetes.io/metadata.name")
                        .asText()
                        .equals(namespace))
                .mapToInt(rule -> rule.at("/ports/0/port").asInt())
                .findFirst()
                .orElse(-1);
    }

    private static int metricsPort(List<JsonNode> manifests) {
        return Overlay.flinkDeployment(manifests)
                .at("/spec/flinkConfiguration")
                .path("metrics.reporter.prom.port")
                .asInt();
    }

    private static int dashboardPort(DeployedPod dashboard) {
        List<String> arguments = texts(dashboard.container().path("args"));
        return Integer.parseInt(arguments.get(arguments.indexOf("--port") + 1));
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
