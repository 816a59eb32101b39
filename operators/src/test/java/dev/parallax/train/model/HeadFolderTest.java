package dev.parallax.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.parallax.digest.Sha256;
import dev.parallax.infer.model.HeadDescription;
import dev.parallax.infer.model.ModelException;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.perceptron.PerceptronTest;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadFolderTest {

    private static final HeadGraph HEAD =
            PerceptronTest.random(List.of(TinyEncoder.WIDTH, 3, 2), 1).toOnnx();

    @TempDir
    Path temp;

    private static HeadCard card(String sha256, String... labels) {
        return new HeadCard(
                List.of(labels),
                new HeadDescription.Encoder("tiny", sha256, 64),
                Pooling.MEAN,
                new HeadCard.Training(
                        List.of(),
                        0,
                        "",
                        7,
                        0,
                        List.of(),
                        new HeadCard.Network(
                                List.of(8, 3, 2),
                                "sgd",
                                "question",
                                "log-loss",
                                "none",
                                2,
                                4,
                                0.01,
                                List.of(1., .9, .8))),
                List.of());
    }

    @Test
    void a_head_alone_is_read_as_it_was_written() {
        HeadCard card = card("00", "no", "yes");

        assertThat(HeadFolder.write(HEAD, card, temp.resolve("head"))).isTrue();

        HeadFolder head = HeadFolder.read(temp.resolve("head"));
        assertThat(head.card()).isEqualTo(card);
        assertThat(head.graph().toByteArray()).isEqualTo(HEAD.toByteArray());
        assertThat(head.card().pooling()).isEqualTo(Pooling.MEAN);
    }

    @Test
    void the_folder_of_a_classifier_is_one_of_a_head_too() {
        EncoderFolder encoder = new TinyEncoder().write(temp.resolve("encoder"));

        ClassifierFolder.write(encoder, HEAD, card(Sha256.of(encoder.onnx()), "no", "yes"), temp.resolve("model"));

        assertThat(HeadFolder.read(temp.resolve("model")).card().labels()).containsExactly("no", "yes");
    }

    @Test
    void a_folder_without_a_head_is_rejected_with_what_is_missing() throws Exception {
        Files.write(temp.resolve("head.onnx"), HEAD.toByteArray());

        assertThatThrownBy(() -> HeadFolder.read(temp))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("has no head.json: expected head.onnx and head.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"head.onnx", "head.json"})
    void a_link_out_of_the_folder_is_rejected(String file) throws Exception {
        // Given
        Path head = temp.resolve("head");
        HeadFolder.write(HEAD, card("00", "no", "yes"), head);
        Files.move(head.resolve(file), temp.resolve("elsewhere"));
        Files.createSymbolicLink(head.resolve(file), temp.resolve("elsewhere"));
        // Then
        assertThatThrownBy(() -> HeadFolder.read(head))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll(file + " is a link to", "out of its folder");
    }

    @ParameterizedTest
    @CsvSource({"head.onnx, 2147483647", "head.json, 16777216"})
    void a_file_that_is_too_large_is_rejected_before_it_is_read(String file, long largest) throws Exception {
        // Given
        Path head = temp.resolve("head");
        HeadFolder.write(HEAD, card("00", "no", "yes"), head);
        try (RandomAccessFile large = new RandomAccessFile(head.resolve(file).toFile(), "rw")) {
            large.setLength(largest + 1);
        }
        // Then
        assertThatThrownBy(() -> HeadFolder.read(head))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll(file, (largest + 1) + " bytes", "expected " + largest);
    }

    @Test
    void weights_outside_of_the_folder_are_rejected() throws Exception {
        // Given
        Path head = temp.resolve("head");
        HeadFolder.write(HEAD, card("00", "no", "yes"), head);
        ModelProto.Builder graph = HEAD.model().toBuilder();
        graph.getGraphBuilder()
                .getInitializerBuilder(0)
                .clearFloatData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("../secret.bin"));
        Files.write(head.resolve("head.onnx"), graph.build().toByteArray());
        Files.createFile(temp.resolve("secret.bin"));
        // Then
        assertThatThrownBy(() -> HeadFolder.read(head))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("head.onnx keeps weights in '../secret.bin'", "leads out of its folder");
    }

    @Test
    void a_card_of_other_labels_is_rejected() {
        assertThatThrownBy(() -> HeadFolder.write(HEAD, card("00", "a", "b", "c"), temp.resolve("head")))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("gives 2 logits, but its card names the labels [a, b, c]");
        assertThat(temp.resolve("head")).doesNotExist();
    }

    @Test
    void a_card_of_an_unknown_pooling_is_rejected() {
        byte[] json = new String(card("00", "a", "b").toJson(), java.nio.charset.StandardCharsets.UTF_8)
                .replace("\"mean\"", "\"max\"")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);

        assertThatThrownBy(() -> HeadCard.parse("head.json", json))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("There is no pooling max: expected one of cls and mean");
    }
}
