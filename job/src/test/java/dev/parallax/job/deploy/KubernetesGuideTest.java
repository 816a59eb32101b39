package dev.parallax.job.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The guide to Kubernetes agrees with the manifests and with the test on a kind cluster. */
class KubernetesGuideTest {

    private static final Pattern CREATED = Pattern.compile("create secret generic (\\S+)((?:[^\\n]|\\n      )*)");
    private static final Pattern KEY = Pattern.compile("--from-(?:literal|file)=([a-z.-]+)=");

    @Test
    void the_guide_makes_the_secrets_that_the_example_has() throws IOException {
        // When
        Map<String, Set<String>> made = CREATED.matcher(DeployFiles.page("kubernetes.md"))
                .results()
                .collect(Collectors.toMap(
                        command -> command.group(1),
                        command -> KEY.matcher(command.group(2))
                                .results()
                                .map(key -> key.group(1))
                                .collect(Collectors.toCollection(TreeSet::new))));
        // Then
        assertThat(made).isEqualTo(Overlay.exampleOfSecrets());
    }

    @Test
    void the_guide_installs_the_operator_as_the_test_on_a_kind_cluster_does() throws IOException {
        // Given
        String script = Files.readString(GithubFiles.GITHUB.resolve("scripts/kind-roundtrip.sh"));
        String version = first("operator=(\\S+)", script);
        String guide = DeployFiles.page("kubernetes.md");
        // Then
        for (String option : List.of("--repo \"?(\\S+?)\"? ", "(--set [^\\n]+?create=false)", "--patch-file (\\S+)")) {
            assertThat(first(option, guide)).isEqualTo(first(option, script).replace("$operator", version));
        }
        assertThat(guide).contains("Use " + version + " or newer");
    }

    private static String first(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text.replaceAll("\\\\\n *", ""));
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    @ParameterizedTest
    @EnabledIf(value = "dev.parallax.job.deploy.Kustomize#isThere", disabledReason = Kustomize.MISSING)
    @EnumSource
    void task_managers_have_what_the_guide_promises(Overlay overlay) throws IOException {
        // Given
        JsonNode spec = Overlay.flinkDeployment(overlay.manifests()).path("spec");
        // Then
        for (String role : List.of("jobManager", "taskManager")) {
            assertThat(spec.path(role).path("resource").has("memory")).as(role).isTrue();
        }
        assertThat(spec.at("/taskManager/resource/memory").asText())
                .isEqualTo(promised("the container's limit", overlay).replace(" GiB", "Gi"));
        assertThat(spec.at("/flinkConfiguration/taskmanager.memory.task.off-heap.size")
                        .asText())
                .isEqualTo(
                        promised("for ONNX Runtime, beside the heap: `taskmanager.memory.task.off-heap.size`", overlay)
                                .replace(" GiB", " gb"));
    }

    /** A cell of the guide's table of memory. */
    private static String promised(String row, Overlay overlay) throws IOException {
        List<String> columns = cells("memory of a TaskManager");
        return cells(row).get(columns.indexOf("`" + overlay.folder().getFileName() + "`"));
    }

    private static List<String> cells(String row) throws IOException {
        return DeployFiles.page("sizing.md")
                .lines()
                .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toList())
                .filter(cells -> cells.size() > 1 && cells.get(1).equals(row))
                .findFirst()
                .orElseThrow();
    }
}
