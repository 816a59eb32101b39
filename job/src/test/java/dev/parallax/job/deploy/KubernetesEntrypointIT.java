package dev.parallax.job.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.job.pipeline.KafkaTopics;
import dev.parallax.job.pipeline.SharedBroker;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Flink's own entry point for Kubernetes runs the job jar with an overlay's configuration and arguments, and asks a
 * server that stands for Kubernetes for TaskManagers.
 */
@ExtendWith(SharedBroker.class)
@EnabledIf(value = "dev.parallax.job.deploy.Kustomize#isThere", disabledReason = Kustomize.MISSING)
class KubernetesEntrypointIT {

    private static final String GPU = "nvidia.com/gpu";

    @BeforeAll
    static void topics_of_the_configuration_are_there(KafkaTopics kafka) throws Exception {
        for (String topic : List.of("texts", "predictions", "dead-letters", "disagreements", "quality", "alerts")) {
            kafka.create(topic, 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void flink_asks_for_the_task_managers_that_the_overlay_promises(
            Overlay overlay, KafkaTopics kafka, @TempDir Path folder) throws Exception {
        // Given
        List<JsonNode> manifests = overlay.manifests();
        JsonNode spec = Overlay.flinkDeployment(manifests).path("spec");
        int slots = spec.at("/flinkConfiguration/taskmanager.numberOfTaskSlots").asInt();
        int expected = spec.at("/job/parallelism").asInt() / slots;
        // When
        List<Pod> pods;
        List<String> refused;
        try (MockKubernetes kubernetes = MockKubernetes.start("parallax", "parallax");
                JobManagerProcess jobManager =
                        JobManagerProcess.start(manifests, kubernetes, kafka.bootstrapServers(), folder)) {
            jobManager.await(
                    expected + " TaskManagers are asked for",
                    () -> kubernetes.pods().size() >= expected);
            pods = kubernetes.pods();
            refused = kubernetes.refused(Overlay.only(manifests, "Role", "parallax-jobmanager"));
        }
        // Then
        assertThat(refused).as("requests that the role does not allow").isEmpty();
        assertThat(pods).hasSize(expected).allSatisfy(pod -> {
            promised(overlay, spec, pod);
            Map<String, Map<String, String>> selectors = selectors(manifests, "taskmanager");
            assertThat(selectors.keySet()).containsExactlyInAnyOrderElementsOf(overlay.selectors());
            assertThat(selectors)
                    .allSatisfy((name, labels) ->
                            assertThat(pod.getMetadata().getLabels()).as(name).containsAllEntriesOf(labels));
        });
    }

    private static void promised(Overlay overlay, JsonNode spec, Pod pod) {
        assertThat(pod.getMetadata().getLabels())
                .containsEntry("app", "parallax")
                .containsEntry("component", "taskmanager")
                .containsEntry("app.kubernetes.io/name", "parallax");
        assertThat(pod.getSpec().getServiceAccountName()).isEqualTo("parallax-taskmanager");
        assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSpec().getSecurityContext().getSeccompProfile().getType())
                .isEqualTo("RuntimeDefault");
        Container container = pod.getSpec().getContainers().get(0);
        assertThat(container.getImage()).isEqualTo(spec.path("image").asText());
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getPorts())
                .extracting(ContainerPort::getName, ContainerPort::getContainerPort)
                .contains(tuple("metrics", 9249), tuple("taskmanager-rpc", 6122));
        assertThat(container.getLivenessProbe().getTcpSocket().getPort().getIntVal())
                .isEqualTo(6122);
        assertThat(container.getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .doesNotHaveDuplicates()
                .contains("/tmp", "/opt/flink/log", "/opt/flink/conf", "/opt/parallax/conf", "/opt/parallax/kafka");
        Map<String, Quantity> limits = container.getResources().getLimits();
        for (String resource : List.of("cpu", "memory")) {
            assertThat(limits.get(resource).getNumericalAmount())
                    .as(resource)
                    .isEqualByComparingTo(FlinkOnKubernetes.amount(spec.at("/taskManager/resource/" + resource)));
        }
        if (overlay == Overlay.GPU) {
            assertThat(limits.get(GPU).getNumericalAmount()).isEqualByComparingTo("1");
            assertThat(pod.getSpec().getNodeSelector()).containsEntry("nvidia.com/gpu.present", "true");
            assertThat(pod.getSpec().getTolerations())
                    .anySatisfy(toleration -> assertThat(toleration.getKey()).isEqualTo(GPU));
        } else {
            assertThat(limits).doesNotContainKey(GPU);
            assertThat(pod.getSpec().getNodeSelector()).isNullOrEmpty();
        }
    }

    /** Labels by which other manifests mean the pods of a component of Flink's, or all pods of Flink's. */
    private static Map<String, Map<String, String>> selectors(List<JsonNode> manifests, String component) {
        Map<String, Map<String, String>> selectors = new HashMap<>();
        Stream.of("PodDisruptionBudget/selector", "NetworkPolicy/podSelector", "PodMonitor/selector")
                .map(where -> where.split("/", -1))
                .forEach(where -> Overlay.ofKind(manifests, where[0]).forEach(manifest -> {
                    Map<String, String> labels = new HashMap<>();
                    manifest.path("spec")
                            .path(where[1])
                            .path("matchLabels")
                            .properties()
                            .forEach(label ->
                                    labels.put(label.getKey(), label.getValue().asText()));
                    if (labels.containsKey("app")
                            && labels.getOrDefault("component", component).equals(component)) {
                        selectors.put(
                                where[0] + " " + manifest.at("/metadata/name").asText(), labels);
                    }
                }));
        return selectors;
    }
}
