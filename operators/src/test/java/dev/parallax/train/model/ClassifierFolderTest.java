package dev.parallax.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.digest.Sha256;
import dev.parallax.infer.model.HeadDescription;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.model.ModelException;
import dev.parallax.train.data.TrainingException;
import dev.parallax.train.linear.LinearHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierFolderTest {

    private static final HeadGraph HEAD =
            new LinearHead(new float[2][TinyEncoder.WIDTH], new float[] {0.5f, -0.5f}).toOnnx();

    @TempDir
    Path temp;

    private EncoderFolder encoder;
    private Path target;

    @BeforeEach
    void writeEncoder() {
        encoder = new TinyEncoder().write(temp.resolve("encoder"));
        target = temp.resolve("out").resolve("model");
    }

    private HeadCard card(String... labels) {
        return new HeadCard(
                List.of(labels),
                new HeadDescription.Encoder("tiny", Sha256.of(encoder.onnx()), 64),
                Pooling.CLS,
                new HeadCard.Training(
                        List.of(new HeadCard.DataFile("a.tsv", "00", 4, 2)),
                        8,
                        "our own sentences",
                        1,
                        0.1,
                        List.of(new HeadCard.Trial(0.1, 0.75, 0.5))),
                List.of());
    }

    private JsonNode config() throws IOException {
        return JsonMapper.builder()
                .build()
                .readTree(target.resolve("config.json").toFile());
    }

    private List<String> siblings() throws IOException {
        try (Stream<Path> files = Files.list(temp.resolve("out"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void the_folder_is_a_model_that_the_job_reads() throws Exception {
        ClassifierFolder.write(encoder, HEAD, card("no", "yes"), target);

        ModelBundle model = ModelBundle.read(target, null, ModelBundle.MODEL_LIMIT);
        assertThat(model.labels()).containsExactly("no", "yes");
        assertThat(model.maxLength()).isEqualTo(512);
        assertThat(model.padId()).isEqualTo(TinyEncoder.WORDS.indexOf("[PAD]"));
        assertThat(target.resolve("tokenizer.json")).hasSameBinaryContentAs(encoder.tokenizer());
        assertThat(target.resolve("head.onnx")).hasBinaryContent(HEAD.toByteArray());
        assertThat(siblings()).containsExactly("model");
    }

    @Test
    void the_configuration_is_that_of_a_bert_where_the_encoder_has_none() throws Exception {
        ClassifierFolder.write(encoder, HEAD, card("no", "yes"), target);

        JsonNode config = config();
        assertThat(config.path("model_type").asText()).isEqualTo("bert");
        assertThat(config.path("architectures").path(0).asText()).isEqualTo("BertForSequenceClassification");
        assertThat(config.path("id2label").path("1").asText()).isEqualTo("yes");
        assertThat(config.path("label2id").path("yes").asInt()).isEqualTo(1);
        assertThat(config.path("hidden_size").asInt()).isEqualTo(TinyEncoder.WIDTH);
        assertThat(config.path("vocab_size").asInt()).isEqualTo(TinyEncoder.WORDS.size());
        assertThat(config.path("problem_type").asText()).isEqualTo("single_label_classification");
    }

    @Test
    void what_the_encoders_configuration_says_is_kept() throws Exception {
        Files.writeString(
                encoder.config(),
                "{\"model_type\":\"distilbert\",\"architectures\":[\"DistilBertModel\"],\"dim\":8,"
                        + "\"max_position_embeddings\":40,\"vocab_size\":1000,\"n_layers\":6}");

        ClassifierFolder.write(encoder, HEAD, card("no", "yes"), target);

        JsonNode config = config();
        assertThat(config.path("model_type").asText()).isEqualTo("distilbert");
        assertThat(config.path("architectures").path(0).asText()).isEqualTo("DistilBertForSequenceClassification");
        assertThat(config.path("max_position_embeddings").asInt()).isEqualTo(40);
        assertThat(config.path("vocab_size").asInt()).isEqualTo(1000);
        assertThat(config.path("n_layers").asInt()).isEqualTo(6);
        assertThat(config.has("hidden_size")).isFalse();
    }

    @Test
    void an_encoders_configuration_that_is_not_json_is_rejected() throws Exception {
        Files.writeString(encoder.config(), "{");

        assertThatThrownBy(() -> ClassifierFolder.write(encoder, HEAD, card("no", "yes"), target))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("config.json is not JSON");
    }

    @Test
    void the_card_is_read_back_as_it_was_written() throws Exception {
        ClassifierFolder.write(encoder, HEAD, card("no", "yes"), target);

        byte[] written = Files.readAllBytes(target.resolve("head.json"));
        HeadCard card = HeadCard.parse("head.json", written);
        assertThat(card).isEqualTo(card("no", "yes"));
        assertThat(HeadDescription.read(target.resolve("head.json")))
                .isEqualTo(new HeadDescription(
                        card.labels(), card.encoder(), card.pooling().toString()));
    }

    @Test
    void a_card_with_other_labels_than_the_head_is_rejected() {
        assertThatThrownBy(() -> ClassifierFolder.write(encoder, HEAD, card("a", "b", "c"), target))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("gives 2 logits, but its card names the labels [a, b, c]");
    }

    @Test
    void another_encoder_than_the_cards_is_rejected() {
        HeadCard card = card("no", "yes");
        EncoderFolder other = new TinyEncoder().undeclaredWidth().write(temp.resolve("other"));

        assertThatThrownBy(() -> ClassifierFolder.write(other, HEAD, card, target))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(card.encoder().sha256())
                .hasMessageContaining(Sha256.of(other.onnx()));
    }

    @Test
    void bytes_that_are_not_a_card_are_rejected() {
        assertThatThrownBy(() -> HeadCard.parse("head.json", new byte[] {'{', '}'}))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("expected at least 2");
        assertThatThrownBy(() -> HeadCard.parse("head.json", new byte[] {'x'}))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("head.json is not the card of a head");
    }

    @Test
    void of_writers_that_write_at_once_one_makes_the_folder_and_all_find_it_whole() throws Exception {
        // Given writers that finish their files together
        int writers = 4;
        CyclicBarrier together = new CyclicBarrier(writers);
        Callable<Boolean> writer = () -> ClassifierFolder.publish(target, folder -> {
            Files.writeString(folder.resolve("a"), "whole");
            try {
                together.await();
            } catch (Exception e) {
                throw new IOException(e);
            }
        });

        // When all write
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        List<Boolean> made = new ArrayList<>();
        try {
            for (Future<Boolean> future : threads.invokeAll(Collections.nCopies(writers, writer))) {
                made.add(future.get());
            }
        } finally {
            threads.shutdownNow();
        }

        // Then one of them made it, and nothing else is left
        assertThat(made).containsOnlyOnce(true);
        assertThat(target.resolve("a")).hasContent("whole");
        assertThat(siblings()).containsExactly("model");
    }

    @Test
    void a_writer_that_fails_leaves_nothing_behind() throws Exception {
        assertThatThrownBy(() -> ClassifierFolder.publish(target, folder -> {
                    Files.writeString(folder.resolve("a"), "half");
                    throw new IOException("the disk is full");
                }))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("the disk is full");

        assertThat(siblings()).isEmpty();
    }
}
