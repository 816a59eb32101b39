package dev.parallax.infer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.parallax.encode.Encoding;
import dev.parallax.infer.batch.ClassifierException;
import dev.parallax.infer.onnx.OnnxClassifier;
import dev.parallax.infer.onnx.TinyHead;
import dev.parallax.infer.onnx.TinyModel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFilesTest {

    private static final Encoding TEXT = Encoding.of(2, 7, 8, 3);

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void writeModel() {
        folder = TinyModel.bert().write(temp.resolve("model"));
    }

    private ModelBundle read() {
        return ModelBundle.read(folder, null, ModelBundle.MODEL_LIMIT);
    }

    private static void refused(ThrowingCallable reading, String... parts) {
        assertThatThrownBy(reading).isInstanceOf(ModelException.class).hasMessageContainingAll(parts);
    }

    /** Moves the embeddings of the graph into a file, and says in the graph that they are in {@code location}. */
    private byte[] moveWeightsOut(Path model, String location) throws IOException {
        Path onnx = model.resolve("model.onnx");
        ModelProto.Builder graph = ModelProto.parseFrom(Files.readAllBytes(onnx)).toBuilder();
        TensorProto.Builder weights = graph.getGraphBuilder().getInitializerBuilderList().stream()
                .filter(tensor -> tensor.getName().equals("embeddings"))
                .findFirst()
                .orElseThrow();
        ByteBuffer bytes =
                ByteBuffer.allocate(weights.getFloatDataCount() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        weights.getFloatDataList().forEach(bytes::putFloat);
        weights.clearFloatData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue(location));
        Files.write(onnx, graph.build().toByteArray());
        return bytes.array();
    }

    private static void enlarge(Path file, long bytes) throws IOException {
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.onnx", "tokenizer.json", "config.json", "tokenizer_config.json"})
    void a_link_out_of_the_folder_is_refused_and_it_is_said_how_to_copy(String file) throws Exception {
        // Given
        Path blob = Files.createDirectories(temp.resolve("blobs")).resolve("f00d");
        Files.writeString(folder.resolve("tokenizer_config.json"), "{}");
        Files.move(folder.resolve(file), blob);
        Files.createSymbolicLink(folder.resolve(file), Path.of("../blobs/f00d"));
        // Then
        refused(this::read, file, blob.toRealPath().toString(), "cp -rL");
    }

    @Test
    void links_within_the_folder_are_followed_as_a_volume_of_kubernetes_has_them() throws Exception {
        // Given
        String fingerprint = read().id().fingerprint();
        Path dated = Files.createDirectories(folder.resolve("..2026_11_25"));
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_11_25"));
        for (String file : new String[] {"model.onnx", "tokenizer.json", "config.json"}) {
            Files.move(folder.resolve(file), dated.resolve(file));
            Files.createSymbolicLink(folder.resolve(file), Path.of("..data", file));
        }
        // Then
        assertThat(read().id().fingerprint()).isEqualTo(fingerprint);
    }

    @Test
    void the_folder_itself_may_be_a_link() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("current"), folder);
        assertThat(ModelBundle.read(link, null, ModelBundle.MODEL_LIMIT).labels())
                .containsExactly("negative", "positive");
    }

    @Test
    void a_link_to_nothing_is_refused() throws Exception {
        Files.delete(folder.resolve("config.json"));
        Files.createSymbolicLink(folder.resolve("config.json"), Path.of("gone.json"));
        refused(this::read, "config.json is a link to what is not there");
    }

    @ParameterizedTest
    @CsvSource({
        "model.onnx, 2147483647",
        "tokenizer.json, 134217728",
        "config.json, 16777216",
        "tokenizer_config.json, 16777216"
    })
    void a_file_that_is_too_large_is_refused_before_it_is_read(String file, long largest) throws Exception {
        enlarge(folder.resolve(file), largest + 1);
        refused(this::read, file, (largest + 1) + " bytes", "expected " + largest);
    }

    @Test
    void weights_beside_the_graph_are_used_and_are_part_of_the_fingerprint() throws Exception {
        // Given
        Path other = TinyModel.bert().write(temp.resolve("other"));
        Files.createDirectories(folder.resolve("weights"));
        byte[] weights = moveWeightsOut(folder, "weights/embeddings.bin");
        Path file = folder.resolve("weights/embeddings.bin");
        Files.write(file, weights);
        // When
        String fingerprint = read().id().fingerprint();
        float[] inside = logits(ModelBundle.read(other, null, ModelBundle.MODEL_LIMIT));
        float[] beside = logits(read());
        weights[0] ^= 1;
        Files.write(file, weights);
        // Then
        assertThat(beside).containsExactly(inside);
        assertThat(read().id().fingerprint()).isNotEqualTo(fingerprint);
    }

    private static float[] logits(ModelBundle model) throws ClassifierException {
        try (OnnxClassifier classifier = OnnxClassifier.open(model, DeviceOptions.CPU)) {
            return classifier.score(List.of(TEXT)).get(0).logits();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.bin", "weights/../../secret.bin", "/etc/hostname", "", ".."})
    void weights_outside_of_the_folder_are_refused(String location) throws Exception {
        Files.write(temp.resolve("secret.bin"), moveWeightsOut(folder, location));
        refused(this::read, "model.onnx keeps weights in '" + location + "'", "leads out of its folder");
    }

    @Test
    void weights_by_way_of_a_link_out_of_the_folder_are_refused() throws Exception {
        Files.write(temp.resolve("secret.bin"), moveWeightsOut(folder, "beside.bin"));
        Files.createSymbolicLink(folder.resolve("beside.bin"), temp.resolve("secret.bin"));
        refused(this::read, "beside.bin is a link to", "secret.bin");
    }

    /** The last is what ONNX Runtime takes for an address in its own memory. */
    @ParameterizedTest
    @ValueSource(strings = {"missing.bin", ".", "*/_ORT_MEM_ADDR_/*"})
    void weights_that_are_not_there_are_named(String location) throws Exception {
        moveWeightsOut(folder, location);
        refused(this::read, "'" + location + "'", "no such file");
    }

    @Test
    void weights_have_a_limit_together() throws Exception {
        // Given
        Files.write(folder.resolve("beside.bin"), moveWeightsOut(folder, "beside.bin"));
        long size = Files.size(folder.resolve("beside.bin"));
        Path onnx = folder.resolve("model.onnx");
        // Then
        assertThat(ModelFiles.of(folder, size).weightsOf(onnx)).hasSize(1);
        refused(() -> ModelFiles.of(folder, size - 1).weightsOf(onnx), size + " bytes", "expected " + (size - 1));
    }

    @ParameterizedTest
    @CsvSource({"head.onnx, 2147483647", "head.json, 16777216"})
    void a_file_of_a_head_that_is_too_large_is_refused(String file, long largest) throws Exception {
        // Given
        ModelBundle model =
                ModelBundle.read(TinyModel.bert().features().write(temp.resolve("m")), null, ModelBundle.MODEL_LIMIT);
        Path head = TinyHead.same().write(temp.resolve("head"));
        enlarge(head.resolve(file), largest + 1);
        // Then
        refused(
                () -> HeadBundle.read(new HeadOptions("h", head.toString()), model),
                file,
                (largest + 1) + " bytes",
                "expected " + largest);
    }

    @Test
    void weights_of_a_head_outside_of_its_folder_are_refused() throws Exception {
        // Given
        ModelBundle model =
                ModelBundle.read(TinyModel.bert().features().write(temp.resolve("m")), null, ModelBundle.MODEL_LIMIT);
        Path graph = TinyHead.same().write(temp.resolve("head")).resolve("head.onnx");
        ModelProto.Builder moved = ModelProto.parseFrom(Files.readAllBytes(graph)).toBuilder();
        moved.getGraphBuilder()
                .getInitializerBuilder(0)
                .clearFloatData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("../secret.bin"));
        Files.write(graph, moved.build().toByteArray());
        Files.createFile(temp.resolve("secret.bin"));
        // Then
        refused(
                () -> HeadBundle.read(new HeadOptions("h", temp.resolve("head").toString()), model),
                "head.onnx keeps weights in '../secret.bin'",
                "leads out of its folder");
    }

    @Test
    void what_lies_in_a_subfolder_is_listed_and_counted() throws Exception {
        // Given
        Files.createDirectories(folder.resolve("parts"));
        Files.createFile(folder.resolve("parts/b"));
        Files.createFile(folder.resolve("parts/a"));
        ModelFiles files = ModelFiles.of(folder);
        // Then
        assertThat(files.list("parts", 2)).containsExactly("parts/a", "parts/b");
        assertThat(files.list("none", 2)).isEmpty();
        assertThat(files.list("config.json", 2)).isEmpty();
        refused(() -> files.list("parts", 1), "parts has more than 1 files", "expected 1 at most");
    }

    @Test
    void a_subfolder_that_leads_out_of_the_folder_is_not_listed() throws Exception {
        // Given
        Files.createSymbolicLink(folder.resolve("parts"), Files.createDirectory(temp.resolve("elsewhere")));
        // Then
        refused(() -> ModelFiles.of(folder).list("parts", 2), "parts is a link to", "out of its folder");
    }

    @Test
    void a_head_is_held_to_the_same() throws Exception {
        // Given
        ModelBundle model =
                ModelBundle.read(TinyModel.bert().features().write(temp.resolve("m")), null, ModelBundle.MODEL_LIMIT);
        Path head = TinyHead.same().write(temp.resolve("head"));
        Path graph = head.resolve("head.onnx");
        Files.move(graph, temp.resolve("elsewhere.onnx"));
        Files.createSymbolicLink(graph, temp.resolve("elsewhere.onnx"));
        // Then
        refused(
                () -> HeadBundle.read(new HeadOptions("h", head.toString()), model),
                "head.onnx is a link to",
                "elsewhere.onnx");
    }
}
