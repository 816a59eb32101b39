package dev.parallax.infer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.infer.onnx.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelBundleTest {

    @TempDir
    Path temp;

    private Path folder() {
        return temp.resolve("my-model");
    }

    private ModelBundle read() {
        return ModelBundle.read(folder(), null, ModelBundle.MODEL_LIMIT);
    }

    private void config(String json) throws IOException {
        Files.writeString(folder().resolve("config.json"), json);
    }

    @Test
    void a_folder_gives_labels_in_the_order_of_the_logits() {
        TinyModel.bert().labels("zero", "one", "two").write(folder());

        ModelBundle model = read();

        assertThat(model.labels()).containsExactly("zero", "one", "two");
        assertThat(model.id().name()).isEqualTo("my-model");
        assertThat(model.maxLength()).isEqualTo(64);
    }

    @Test
    void labels_are_ordered_by_number_not_by_name() throws Exception {
        TinyModel.bert().write(folder());
        StringBuilder labels = new StringBuilder();
        for (int i = 11; i >= 0; i--) {
            labels.append('"').append(i).append("\":\"label").append(i).append(i > 0 ? "\"," : "\"");
        }
        config("{\"id2label\":{" + labels + "},\"max_position_embeddings\":64}");

        assertThat(read().labels()).startsWith("label0", "label1", "label2").endsWith("label10", "label11");
    }

    @Test
    void the_fingerprint_changes_with_any_file() throws Exception {
        TinyModel.bert().write(folder());
        String before = read().id().fingerprint();

        Files.writeString(
                folder().resolve("config.json"),
                Files.readString(folder().resolve("config.json")).replace("positive", "hopeful"));

        assertThat(read().id().fingerprint()).hasSize(16).isNotEqualTo(before);
    }

    @Test
    void a_roberta_takes_fewer_tokens_than_it_has_positions() {
        TinyModel.roberta().positions(30).write(folder());

        assertThat(read().maxLength()).isEqualTo(30);
    }

    @Test
    void the_tokenizers_own_limit_counts_if_it_is_lower() throws Exception {
        TinyModel.bert().write(folder());
        Files.writeString(folder().resolve("tokenizer_config.json"), "{\"model_max_length\": 24}");

        assertThat(read().maxLength()).isEqualTo(24);
    }

    @Test
    void a_limit_that_means_none_does_not_count() throws Exception {
        TinyModel.bert().write(folder());
        Files.writeString(
                folder().resolve("tokenizer_config.json"), "{\"model_max_length\": 1000000000000000019884624838656}");

        assertThat(read().maxLength()).isEqualTo(64);
    }

    @Test
    void a_length_above_the_models_is_refused_naming_both() {
        TinyModel.bert().write(folder());

        assertThatThrownBy(() -> ModelBundle.read(folder(), null, 65))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("65")
                .hasMessageContaining("64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.onnx", "tokenizer.json", "config.json"})
    void a_missing_file_is_named(String file) throws Exception {
        TinyModel.bert().write(folder());
        Files.delete(folder().resolve(file));

        assertThatThrownBy(this::read).isInstanceOf(ModelException.class).hasMessageContaining("has no " + file);
    }

    @Test
    void a_missing_folder_is_named() {
        assertThatThrownBy(this::read)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("my-model does not exist");
    }

    @Test
    void a_tokenizer_of_another_model_is_refused_naming_both_numbers() {
        TinyModel.bert().vocabSize(20).write(folder());

        assertThatThrownBy(this::read)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("ids up to")
                .hasMessageContaining("knows 20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id2label\":{\"0\":\"only\"}}",
                "{\"id2label\":{\"0\":\"a\",\"2\":\"b\"}}",
                "{\"id2label\":{\"0\":\"a\",\"one\":\"b\"}}",
                "{\"id2label\":{\"0\":\"a\",\"1\":\"a\"}}",
                "[]",
                "not json"
            })
    void labels_that_do_not_number_the_logits_are_refused(String json) throws Exception {
        TinyModel.bert().write(folder());
        config(json);

        assertThatThrownBy(this::read).isInstanceOf(ModelException.class).hasMessageContaining("config.json");
    }

    @Test
    void a_tokenizer_that_is_none_is_refused() throws Exception {
        TinyModel.bert().write(folder());
        Files.writeString(folder().resolve("tokenizer.json"), "{\"version\":\"1.0\"}");

        assertThatThrownBy(this::read).isInstanceOf(ModelException.class).hasMessageContaining("tokenizer.json");
    }
}
