package dev.parallax.job.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.parallax.job.config.KafkaProperties;
import dev.parallax.job.config.StreamingConfig;
import dev.parallax.job.config.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of {@code deploy/kubernetes} that can be looked at without kustomize. */
class KubernetesFilesTest {

    private static final Path BASE = Overlay.KUBERNETES.resolve("base");

    @Test
    void the_prometheus_rule_has_the_rules_that_are_tested() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        JsonNode rule = yaml.readTree(BASE.resolve("prometheus-rule.yaml").toFile());
        assertThat(rule.at("/spec/groups"))
                .isEqualTo(yaml.readTree(DeployFiles.RULES.toFile()).path("groups"));
    }

    @Test
    void the_example_of_secrets_has_what_pods_look_for_and_no_secret() throws IOException {
        // Given
        YAMLMapper yaml = new YAMLMapper();
        ManifestSchemas schemas = ManifestSchemas.ofOperator();
        Map<String, List<String>> keys = new TreeMap<>();
        try (var secrets = yaml.readerFor(JsonNode.class)
                .<JsonNode>readValues(
                        Overlay.KUBERNETES.resolve("secrets.example.yaml").toFile())) {
            while (secrets.hasNext()) {
                JsonNode secret = secrets.next();
                assertThat(schemas.problems(secret)).isEmpty();
                assertThat(secret.path("stringData"))
                        .allMatch(value -> value.asText().isEmpty());
                List<String> names = new ArrayList<>();
                secret.path("stringData").fieldNames().forEachRemaining(names::add);
                keys.put(secret.at("/metadata/name").asText(), names);
            }
        }
        // Then
        String job = Files.readString(BASE.resolve("job.yaml"));
        assertThat(keys.get("parallax-kafka")).allMatch(key -> job.contains("/opt/parallax/kafka/" + key));
        JsonNode pod =
                yaml.readTree(BASE.resolve("flink-deployment.yaml").toFile()).at("/spec/podTemplate/spec");
        assertThat(pod.findValues("secretKeyRef"))
                .isNotEmpty()
                .allSatisfy(
                        reference -> assertThat(keys.get(reference.path("name").asText()))
                                .contains(reference.path("key").asText()));
        assertThat(keys).containsKeys(pod.findValuesAsText("secretName").toArray(new String[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base/job.yaml", "overlays/local/job.yaml"})
    void the_configuration_of_the_job_is_one(String file, @TempDir Path folder) throws IOException {
        // Given
        Files.writeString(folder.resolve("username"), "parallax\n");
        Files.writeString(folder.resolve("password"), "a password\n");
        Path configuration = Files.writeString(
                folder.resolve("job.yaml"),
                Files.readString(Overlay.KUBERNETES.resolve(file)).replace("/opt/parallax/kafka", folder.toString()));
        // When
        StreamingConfig config = StreamingConfig.from(Settings.load(Optional.of(configuration), List.of()));
        // Then
        assertThat(config.pipeline().model().path()).contains(Path.of("/opt/parallax/model"));
    }

    @Test
    void credentials_are_left_to_kafkas_clients_and_stand_nowhere(@TempDir Path folder) throws IOException {
        // Given
        Files.writeString(folder.resolve("username"), "somebody\n");
        Files.writeString(folder.resolve("password"), "a password\n");
        Path configuration = Files.writeString(
                folder.resolve("job.yaml"),
                Files.readString(BASE.resolve("job.yaml")).replace("/opt/parallax/kafka", folder.toString()));
        // When
        Settings settings = Settings.load(Optional.of(configuration), List.of());
        // Then
        KafkaProperties kafka = StreamingConfig.from(settings).kafka();
        String login = "username=\"${parallax:file:%1$s/username}\" password=\"${parallax:file:%1$s/password}\"";
        assertThat(List.of(kafka.consumer(), kafka.producer())).allSatisfy(client -> {
            assertThat(client.get("sasl.jaas.config")).contains(login.formatted(folder));
            assertThat(client.values()).noneMatch(value -> value.contains("a password"));
        });
        assertThat(settings.describe()).noneMatch(line -> line.contains("a password"));
    }
}
