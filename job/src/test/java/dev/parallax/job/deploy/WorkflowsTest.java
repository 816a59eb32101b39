package dev.parallax.job.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** GitHub workflows and their scripts: what they name exists, and tokens and secrets are protected. */
class WorkflowsTest {

    private static final Pattern ACTION = Pattern.compile("(?m)uses: ([\\w./-]+)@(\\w+)(.*)$");
    private static final String SOUND = """
            name: Sound
            on: {push: {paths: [docker/**]}}
            permissions: {contents: read}
            jobs:
              one:
                runs-on: ubuntu-24.04
                timeout-minutes: 5
                steps:
                  - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1
                    with: {persist-credentials: false}
                  - run: mvn -Pcluster verify -pl operators -Dfuzz.seed=1
                  - run: docker build -f docker/Dockerfile --target job-gpu --build-arg VERSION=1 .
                  - run: .github/scripts/draw-seed.sh "$TOKEN" > notes.md && cat notes.md
                    env: {TOKEN: "${{ secrets.TOKEN }}"}
            """;

    static List<Path> workflows() throws IOException {
        return GithubFiles.workflows();
    }

    static List<Path> scripts() throws IOException {
        return GithubFiles.scripts();
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void a_workflow_protects_tokens_and_secrets(Path workflow) throws IOException {
        assertThat(WorkflowRules.violations(GithubFiles.parse(Files.readString(workflow))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void what_a_workflow_names_exists(Path workflow) throws IOException {
        assertThat(new NamedFiles(GithubFiles.ROOT).missing(GithubFiles.parse(Files.readString(workflow))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void what_a_script_names_exists(Path script) throws IOException {
        assertThat(new NamedFiles(GithubFiles.ROOT).missing(Files.readString(script)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void a_script_is_executable_stops_at_a_failure_and_prints_no_secret(Path script) throws IOException {
        // Given
        String text = Files.readString(script);
        List<String> secrets = new ArrayList<>();
        for (Path workflow : workflows()) {
            secrets.addAll(WorkflowRules.secrets(GithubFiles.parse(Files.readString(workflow))));
        }
        // Then
        assertThat(Files.isExecutable(script)).isTrue();
        assertThat(text).contains("\nset -euo pipefail\n");
        assertThat(secrets).contains("REGISTRY_PASSWORD", "GH_TOKEN");
        assertThat(WorkflowRules.printed(text, secrets)).isEmpty();
    }

    @Test
    void every_script_is_called_by_a_workflow_or_by_another_script() throws IOException {
        StringBuilder callers = new StringBuilder();
        for (Path workflow : workflows()) {
            callers.append(Files.readString(workflow));
        }
        for (Path script : scripts()) {
            Files.readAllLines(script).stream()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> callers.append(line).append('\n'));
        }
        assertThat(scripts())
                .hasSizeGreaterThan(5)
                .allSatisfy(script -> assertThat(callers).contains(".github/scripts/" + script.getFileName()));
    }

    @Test
    void an_action_has_one_commit_in_all_workflows_with_its_version_beside_it() throws IOException {
        Map<String, Set<String>> commits = new TreeMap<>();
        for (Path workflow : workflows()) {
            for (MatchResult action :
                    ACTION.matcher(Files.readString(workflow)).results().toList()) {
                commits.computeIfAbsent(action.group(1), name -> new TreeSet<>())
                        .add(action.group(2) + action.group(3));
            }
        }
        assertThat(commits)
                .hasSizeGreaterThan(3)
                .allSatisfy((action, versions) ->
                        assertThat(versions).singleElement().asString().matches("[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
    }

    @Test
    void the_broker_on_kind_has_what_its_kinds_know_and_the_image_of_the_compose_file() throws IOException {
        // Given
        ManifestSchemas schemas = ManifestSchemas.ofOperator();
        Path file = GithubFiles.GITHUB.resolve("kind/kafka.yaml");
        List<JsonNode> manifests = new ArrayList<>();
        try (var documents = new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
            documents.forEachRemaining(manifests::add);
        }
        // Then
        assertThat(manifests).hasSize(3);
        for (JsonNode manifest : manifests) {
            assertThat(schemas.problems(manifest)).isEmpty();
        }
        assertThat(manifests.get(2).findValuesAsText("image"))
                .containsExactly(
                        ImageFiles.compose().at("/services/kafka/image").asText());
    }

    @Test
    void a_sound_workflow_has_no_violation() throws IOException {
        assertThat(WorkflowRules.violations(GithubFiles.parse(SOUND))).isEmpty();
        assertThat(new NamedFiles(GithubFiles.ROOT).missing(GithubFiles.parse(SOUND)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permissions: {contents: read}  | permissions: {contents: write} | to read only",
                "permissions: {contents: read}  | permissions: write-all         | permissions by name",
                "permissions: {contents: read}  | env: {A: b}                    | the key 'permissions'",
                "@3d3c42e5aac5ba805825da76410c181273ba90b1 | @v7                 | pinned to a commit",
                "persist-credentials: false     | fetch-depth: 1                 | persist-credentials",
                "timeout-minutes: 5             | name: One                      | timeout-minutes",
                "cat notes.md                   | echo \"$TOKEN\"                | prints a secret",
                "cat notes.md                   | echo \"${{ github.head_ref }}\" | found one in a script",
            })
    void a_workflow_that_breaks_a_rule_is_found(String sound, String broken, String violation) throws IOException {
        assertThat(SOUND).contains(sound);
        assertThat(WorkflowRules.violations(GithubFiles.parse(SOUND.replace(sound, broken))))
                .singleElement()
                .asString()
                .contains(violation);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "docker/**                   | dokcer/**      | path filter dokcer/**",
                "-Pcluster                   | -Pclusters     | profile clusters",
                "-pl operators               | -pl operator   | module operator",
                "-Dfuzz.seed                 | -Dfuzz.seeds   | property fuzz.seeds",
                "--target job-gpu            | --target gpu   | stage gpu",
                "--build-arg VERSION         | --build-arg X  | build argument X",
                "-f docker/Dockerfile        | -f docker/Dockerfile docker/a | file docker/a",
                ".github/scripts/draw-seed.sh | .github/scripts/draw.sh | file .github/scripts/draw.sh",
                "cat notes.md                | cat note.md    | file note.md",
            })
    void a_name_that_stands_for_nothing_is_found(String sound, String broken, String missing) throws IOException {
        assertThat(SOUND).contains(sound);
        assertThat(new NamedFiles(GithubFiles.ROOT).missing(GithubFiles.parse(SOUND.replace(sound, broken))))
                .containsExactly(missing);
    }
}
