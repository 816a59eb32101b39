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

class SparkNlpPeerTest {

    @TempDir
    private Path folder;

    private FakePrograms programs;

    @BeforeEach
    void noPrograms() throws IOException {
        programs = new FakePrograms(folder.resolve("programs"));
    }

    @Test
    void the_runner_is_built_and_classifies_the_texts() throws Exception {
        // Given
        programs.runner();
        // When
        try (Peer peer = open(TinyModel.bert())) {
            // Then
            assertThat(peer.description())
                    .isEqualTo("Spark NLP 5.5.3 on Spark 3.5.7, ONNX Runtime 1.19.2; documents in a DataFrame,"
                            + " local[2], one thread a session");
            assertThat(peer.labels(List.of("bad", "fine"))).containsExactly("negative", "positive");
            assertThat(peer.perSecond(List.of("bad", "fine"))).isEqualTo(100);
        }
    }

    @Test
    void without_a_checkout_the_reason_says_so() {
        assertThatExceptionOfType(PeerException.class)
                .isThrownBy(() -> open(TinyModel.bert()))
                .withMessage("its runner is built from a checkout of Parallax, and this process was not started by"
                        + " job/bin/parallax of one");
    }

    @Test
    void a_checkout_without_the_runner_is_told() throws Exception {
        Files.createDirectories(programs.checkout());
        assertThatExceptionOfType(PeerException.class)
                .isThrownBy(() -> open(TinyModel.bert()))
                .withMessageContaining("there is no " + programs.checkout());
    }

    @Test
    void a_failure_of_maven_is_told_in_its_words() throws Exception {
        // Given
        programs.runner().program("mvn", "echo; echo '[ERROR] Could not resolve dependencies'; echo more; exit 1");
        // Then
        assertThatExceptionOfType(PeerException.class)
                .isThrownBy(() -> open(TinyModel.bert()))
                .withMessageStartingWith("mvn -q -B -f ")
                .withMessageEndingWith("ended with status 1: [ERROR] Could not resolve dependencies");
    }

    @Test
    void without_maven_and_wrapper_the_reason_says_so() throws Exception {
        // Given
        programs.runner();
        Files.delete(Path.of(programs.environment().path(), "mvn"));
        // Then
        assertThatExceptionOfType(PeerException.class)
                .isThrownBy(() -> open(TinyModel.bert()))
                .withMessageStartingWith("mvnw -q -B -f ")
                .withMessageContaining("cannot be run: ");
    }

    @Test
    void a_tokenizer_that_is_not_bert_s_is_told() throws Exception {
        programs.runner();
        assertThatExceptionOfType(PeerException.class)
                .isThrownBy(() -> open(TinyModel.roberta()))
                .withMessageStartingWith(
                        "the runner of Spark NLP has BertForSequenceClassification alone, and The" + " tokenizer ");
    }

    private Peer open(TinyModel model) throws IOException, PeerException, InterruptedException {
        return SparkNlpPeer.open(
                programs.environment(),
                ModelBundle.read(
                        model.write(Files.createDirectory(folder.resolve("model"))), null, ModelBundle.MODEL_LIMIT),
                Files.createDirectory(folder.resolve("work")),
                2);
    }
}
