package dev.parallax.job.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.infer.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenArtifactTest {

    private static final MavenArtifact ARTIFACT = new MavenArtifact("org.example", "tiny-encoder", "1.2");
    private static final String REPOSITORY_PROPERTY = "maven.repo.local";

    @TempDir
    Path temp;

    private final Optional<String> folderBefore =
            Optional.ofNullable(System.getProperty(MavenArtifact.FOLDER_PROPERTY));
    private final Optional<String> repositoryBefore = Optional.ofNullable(System.getProperty(REPOSITORY_PROPERTY));

    @BeforeEach
    void lookIntoFoldersOfOurOwn() {
        System.setProperty(
                MavenArtifact.FOLDER_PROPERTY, temp.resolve("encoders").toString());
        System.setProperty(REPOSITORY_PROPERTY, temp.resolve("repository").toString());
    }

    @AfterEach
    void restore() {
        set(MavenArtifact.FOLDER_PROPERTY, folderBefore);
        set(REPOSITORY_PROPERTY, repositoryBefore);
    }

    private static void set(String property, Optional<String> value) {
        value.ifPresentOrElse(v -> System.setProperty(property, v), () -> System.clearProperty(property));
    }

    private static Path write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private String maven(String script) throws IOException {
        Path file = write(temp.resolve("bin/mvn"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file.toString();
    }

    @Test
    void the_folder_of_encoders_is_looked_into_first() throws Exception {
        Path inFolder = write(temp.resolve("encoders/tiny-encoder-1.2.jar"), "jar");
        write(temp.resolve("repository/org/example/tiny-encoder/1.2/tiny-encoder-1.2.jar"), "jar");

        assertThat(ARTIFACT.jar("no-maven", temp)).isEqualTo(inFolder);
    }

    @Test
    void the_local_repository_is_looked_into_next() throws Exception {
        Path inRepository = write(temp.resolve("repository/org/example/tiny-encoder/1.2/tiny-encoder-1.2.jar"), "jar");

        assertThat(ARTIFACT.jar("no-maven", temp)).isEqualTo(inRepository);
    }

    @Test
    void maven_copies_what_is_not_there() throws Exception {
        Path downloads = Files.createDirectory(temp.resolve("downloads"));
        String maven = maven(
                "echo \"$@\" > '" + downloads + "/arguments'\necho jar > '" + downloads + "/tiny-encoder-1.2.jar'");

        Path jar = ARTIFACT.jar(maven, downloads);

        assertThat(jar).hasContent("jar");
        assertThat(downloads.resolve("arguments"))
                .content()
                .contains("-Dartifact=org.example:tiny-encoder:1.2:jar")
                .contains("-DoutputDirectory=" + downloads);
    }

    @Test
    void a_maven_that_fails_is_quoted_with_what_was_tried() throws Exception {
        String maven = maven("echo 'no route to the repository'\nexit 1");

        assertThatThrownBy(() -> ARTIFACT.jar(maven, temp))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("org.example:tiny-encoder:1.2")
                .hasMessageContaining(temp.resolve("encoders").toString())
                .hasMessageContaining(temp.resolve("repository").toString())
                .hasMessageContaining("ended with status 1")
                .hasMessageContaining("no route to the repository");
    }

    @Test
    void a_maven_that_does_not_exist_is_named() {
        assertThatThrownBy(() -> ARTIFACT.jar(temp.resolve("no-maven").toString(), temp))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("no-maven")
                .hasMessageContaining("cannot be run");
    }
}
