package dev.parallax.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadFolderTest {

    private static final HeadGraph HEAD =
            PerceptronTest.random(List.of(TinyEncoder.WIDTH, 3, 2), 1).toOnnx();

    @TempDir
    Path temp;

    private static HeadCard card(String sha256, String... labels) {
        return new HeadCard(
                List.of(labels),
                new HeadCard.Encoder("tiny", sha256, 64),
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
    void a_folder_without_a_head_is_refused_with_what_is_missing() throws Exception {
        Files.write(temp.resolve("head.onnx"), HEAD.toByteArray());

        assertThatThrownBy(() -> HeadFolder.read(temp))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("has no head.json: expected head.onnx and head.json");
    }

    @Test
    void a_card_of_other_labels_is_refused() {
        assertThatThrownBy(() -> HeadFolder.write(HEAD, card("00", "a", "b", "c"), temp.resolve("head")))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("gives 2 logits, but its card names the labels [a, b, c]");
        assertThat(temp.resolve("head")).doesNotExist();
    }

    @Test
    void a_card_of_a_pooling_that_nobody_knows_is_refused() {
        byte[] json = new String(card("00", "a", "b").toJson(), java.nio.charset.StandardCharsets.UTF_8)
                .replace("\"mean\"", "\"max\"")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);

        assertThatThrownBy(() -> HeadCard.parse("head.json", json))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("There is no pooling max: expected one of cls and mean");
    }
}
