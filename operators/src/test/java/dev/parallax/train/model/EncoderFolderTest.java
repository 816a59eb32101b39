package dev.parallax.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.parallax.infer.model.ModelException;
import dev.parallax.train.data.TrainingException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncoderFolderTest {

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void writeEncoder() throws IOException {
        folder = new TinyEncoder().write(temp.resolve("encoder")).path();
        Files.writeString(folder.resolve("config.json"), "{}");
    }

    private static TensorProto.Builder elsewhere(TensorProto tensor, String location) {
        return tensor.toBuilder()
                .clearFloatData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue(location));
    }

    /** The encoder with the embeddings as external data. */
    private static ModelProto embeddingsIn(String location) {
        ModelProto.Builder model = new TinyEncoder().graph().toBuilder();
        TensorProto embeddings = model.getGraph().getInitializer(0);
        assertThat(embeddings.getName()).isEqualTo("embeddings");
        model.getGraphBuilder().setInitializer(0, elsewhere(embeddings, location));
        return model.build();
    }

    private FrozenEncoder load() {
        return FrozenEncoder.load(EncoderFolder.open("mine", folder), Pooling.CLS, 16, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.onnx", "tokenizer.json", "config.json"})
    void a_link_out_of_the_folder_is_rejected(String file) throws Exception {
        // Given
        Path elsewhere = temp.resolve("elsewhere");
        Files.move(folder.resolve(file), elsewhere);
        Files.createSymbolicLink(folder.resolve(file), elsewhere);
        // Then
        assertThatThrownBy(() -> EncoderFolder.open("mine", folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll(file + " is a link to", elsewhere.toString(), "out of its folder");
    }

    @Test
    void links_within_the_folder_are_followed() throws Exception {
        // Given
        Files.createDirectory(folder.resolve("..data"));
        Files.move(folder.resolve("model.onnx"), folder.resolve("..data/model.onnx"));
        Files.createSymbolicLink(folder.resolve("model.onnx"), Path.of("..data/model.onnx"));
        // Then
        try (FrozenEncoder encoder = load()) {
            assertThat(encoder).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"model.onnx, 2147483647", "tokenizer.json, 134217728", "config.json, 16777216"})
    void a_file_that_is_too_large_is_rejected_before_it_is_read(String file, long largest) throws Exception {
        // Given
        try (RandomAccessFile large = new RandomAccessFile(folder.resolve(file).toFile(), "rw")) {
            large.setLength(largest + 1);
        }
        // Then
        assertThatThrownBy(() -> EncoderFolder.open("mine", folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll(file, (largest + 1) + " bytes", "expected " + largest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.bin", "weights/../../secret.bin", "/etc/hostname"})
    void weights_outside_of_the_folder_are_rejected(String location) throws Exception {
        // Given
        Files.createFile(temp.resolve("secret.bin"));
        Files.write(folder.resolve("model.onnx"), embeddingsIn(location).toByteArray());
        // Then
        assertThatThrownBy(this::load)
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("model.onnx keeps weights in '" + location + "'", "leads out of its folder");
    }

    @Test
    void weights_beside_the_graph_are_rejected_for_it_is_loaded_from_memory() throws Exception {
        // Given
        Files.createFile(folder.resolve("beside.bin"));
        Files.write(folder.resolve("model.onnx"), embeddingsIn("beside.bin").toByteArray());
        // Then
        assertThatThrownBy(this::load)
                .isInstanceOf(TrainingException.class)
                .hasMessageContainingAll("keeps weights in other files", "beside.bin", "expected one file");
    }

    @Test
    void weights_outside_of_the_folder_are_rejected_where_a_node_has_them() throws Exception {
        // Given
        Files.createFile(temp.resolve("secret.bin"));
        ModelProto.Builder model = new TinyEncoder().graph().toBuilder();
        TensorProto.Builder value = elsewhere(model.getGraph().getInitializer(0), "../secret.bin");
        model.getGraphBuilder()
                .addNode(NodeProto.newBuilder()
                        .setOpType("Constant")
                        .addOutput("constant")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("value")
                                .setType(AttributeProto.AttributeType.TENSOR)
                                .setT(value)));
        Files.write(folder.resolve("model.onnx"), model.build().toByteArray());
        // Then
        assertThatThrownBy(this::load)
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("'../secret.bin'", "leads out of its folder");
    }
}
