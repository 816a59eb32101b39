package dev.parallax.job.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.onnx.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformersPeerTest {

    private static final List<String> SAMPLE = List.of("good", "not good at all");

    @TempDir
    private Path folder;

    private FakePrograms programs;

    @BeforeEach
    void noPrograms() throws IOException {
        programs = new FakePrograms(folder.resolve("programs"));
    }

    @Test
    void the_fastest_set_up_classifies_the_texts() throws Exception {
        // Given
        programs.npm().node();
        // When
        try (Peer peer = open(TinyModel.bert())) {
            // Then
            assertThat(peer.description())
                    .isEqualTo("Node 20.0.0, @huggingface/transformers 4.3.2; 2 workers with a session of 1 thread,"
                            + " batches of 16");
            assertThat(peer.labels(List.of("a good film", "awful"))).containsExactly("positive", "negative");
            assertThat(peer.perSecond(SAMPLE)).isEqualTo(216);
        }
    }

    @Test
    void all_set_ups_that_were_tried_can_be_told() throws Exception {
        programs.npm().node();
        try (TransformersPeer peer = open(TinyModel.bert())) {
            assertThat(peer.trials())
                    .contains("2 workers with a session of 1 thread, batches of 1: 201.0")
                    .contains("1 worker with a session of 2 threads, batches of 8: 108.0");
        }
    }

    @Test
    void the_packages_are_installed_once() throws Exception {
        // Given
        programs.npm().node();
        open(TinyModel.bert()).close();
        // When
        programs.program("npm", "exit 1");
        // Then
        try (Peer peer = open(TinyModel.bert())) {
            assertThat(peer.labels(SAMPLE)).hasSize(2);
        }
    }

    @Test
    void without_node_the_reason_says_so() {
        assertThatExceptionOfType(PeerException.class)
                .isThrownBy(() -> open(TinyModel.bert()))
                .withMessage("no program node on the PATH");
    }

    @Test
    void without_npm_the_reason_says_so() throws Exception {
        programs.node();
        assertThatExceptionOfType(PeerException.class)
                .isThrownBy(() -> open(TinyModel.bert()))
                .withMessage("no program npm on the PATH");
    }

    @Test
    void a_failure_of_npm_is_told_in_its_words_and_leaves_nothing() throws Exception {
        // Given
        programs.node().program("npm", "echo some notice; echo 'npm error code ENOTFOUND' >&2; echo more; exit 1");
        // Then
        assertThatExceptionOfType(PeerException.class)
                .isThrownBy(() -> open(TinyModel.bert()))
                .withMessage("npm install --ignore-scripts --no-audit --no-fund ended with status 1:"
                        + " npm error code ENOTFOUND");
        assertThat(programs.cache().resolve("node")).isEmptyDirectory();
    }

    @Test
    void a_failure_is_told_in_the_words_of_the_program() throws Exception {
        programs.npm().node();
        try (Peer peer = open(TinyModel.bert())) {
            assertThatExceptionOfType(PeerException.class)
                    .isThrownBy(() -> peer.labels(List.of("good", "fail")))
                    .withMessage("@huggingface/transformers failed: TypeError: no such operator");
        }
    }

    @Test
    void the_end_of_the_process_is_told_with_its_status_and_last_words() throws Exception {
        programs.npm().node();
        try (Peer peer = open(TinyModel.bert())) {
            assertThatExceptionOfType(PeerException.class)
                    .isThrownBy(() -> peer.perSecond(List.of("end")))
                    .withMessage("@huggingface/transformers ended with status 9 and gave no answer: Killed");
        }
    }

    @Test
    void an_answer_with_another_number_of_labels_is_none() throws Exception {
        programs.npm().node();
        try (Peer peer = open(TinyModel.bert())) {
            assertThatExceptionOfType(PeerException.class)
                    .isThrownBy(() -> peer.labels(List.of("good", "too few")))
                    .withMessageContaining("answered 0 labels")
                    .withMessageContaining("expected 2 labels");
        }
    }

    @Test
    void lines_that_are_no_json_are_told() throws Exception {
        programs.npm().program("node", "echo hello");
        assertThatExceptionOfType(PeerException.class)
                .isThrownBy(() -> open(TinyModel.bert()))
                .withMessageStartingWith("@huggingface/transformers answered what is not JSON");
    }

    @Test
    void a_tokenizer_that_is_not_bert_s_must_have_its_own_configuration() throws Exception {
        // Given
        programs.npm().node();
        // Then
        assertThatExceptionOfType(PeerException.class)
                .isThrownBy(() -> open(TinyModel.roberta()))
                .withMessageStartingWith("the model has no tokenizer_config.json, and The tokenizer ");
    }

    @Test
    void a_tokenizer_with_its_own_configuration_is_taken_as_it_is() throws Exception {
        // Given
        programs.npm().node();
        Path model = TinyModel.roberta().write(folder.resolve("own"));
        Files.writeString(model.resolve("tokenizer_config.json"), "{\"tokenizer_class\":\"RobertaTokenizer\"}");
        Path work = Files.createDirectory(folder.resolve("work"));
        // When
        TransformersPeer.open(programs.environment(), bundle(model), work, 1, 2, SAMPLE)
                .close();
        // Then
        assertThat(work.resolve("model/tokenizer_config.json")).content().contains("RobertaTokenizer");
    }

    private TransformersPeer open(TinyModel model) throws IOException, PeerException, InterruptedException {
        return TransformersPeer.open(
                programs.environment(),
                bundle(model.write(Files.createTempDirectory(folder, "model"))),
                Files.createTempDirectory(folder, "work"),
                1,
                2,
                SAMPLE);
    }

    private static ModelBundle bundle(Path model) {
        return ModelBundle.read(model, null, ModelBundle.MODEL_LIMIT);
    }
}
