package dev.parallax.encode;

import static dev.parallax.infer.model.ModelFolder.field;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.infer.model.ModelFolder;
import dev.parallax.infer.onnx.TinyModel;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerProbeTest {

    private static final String BERT = "{\"type\":\"BertNormalizer\",\"clean_text\":true,\"handle_chinese_chars\":true,"
            + "\"strip_accents\":null,\"lowercase\":true}";

    @TempDir
    private Path temp;

    private ModelFolder folder;

    @BeforeEach
    void writeModel() {
        folder = ModelFolder.of(TinyModel.bert(), temp.resolve("model"));
    }

    private void load() {
        HuggingFaceEncoder.load(folder.path().resolve("tokenizer.json"), 16).close();
    }

    private void added(String token, boolean normalized) {
        folder.tokenizer(json -> json.withArray("added_tokens")
                .addObject()
                .put("id", 50)
                .put("content", token)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", normalized)
                .put("special", false));
    }

    @Test
    void an_added_token_that_the_normalizer_makes_empty_is_rejected_by_its_characters() {
        added("\u200c", true);
        assertThatThrownBy(this::load)
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("tokenizer.json cannot be used: the added token U+200C is normalized")
                .hasMessageContaining("makes it empty");
    }

    @Test
    void added_tokens_that_keep_something_are_taken() {
        added("Film\u200c", true);
        assertThatCode(this::load).doesNotThrowAnyException();
    }

    @Test
    void an_added_token_that_is_not_normalized_may_be_anything() {
        added("\u200c", false);
        assertThatCode(this::load).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // an insertion where a pattern matches nothing
                "(?=\\\\p{Latin}); texts with",
                // as before, and only in front of one rare letter
                "(?=\u0416); texts with",
            })
    void a_normalizer_that_ends_the_process_is_rejected_with_the_texts_that_do_it(String pattern, String said) {
        folder.tokenizer(field(
                "normalizer",
                "{\"type\":\"Sequence\",\"normalizers\":[{\"type\":\"Replace\",\"pattern\":{\"Regex\":\"^" + pattern
                        + "\"},\"content\":\" \"}," + BERT + "]}"));
        assertThatThrownBy(this::load)
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("the tokenizer library crashes its process (status 134) on " + said)
                .hasMessageContaining("normalizer.rs")
                .hasMessageNotContaining("\n");
    }

    @Test
    void a_map_of_characters_that_is_broken_is_rejected() {
        precompiled("AAAA".repeat(8));
        assertThatThrownBy(this::load)
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("crashes its process (status 134) on texts with")
                .hasMessageContaining("panicked at spm_precompiled");
    }

    @Test
    void a_map_of_characters_that_cannot_be_read_does_not_end_this_process() {
        precompiled("AAAA");
        assertThatThrownBy(this::load).isInstanceOf(EncodingException.class).hasMessageContaining("tokenizer.json");
    }

    private void precompiled(String map) {
        folder.tokenizer(field("normalizer", "{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"" + map + "\"}"));
    }

    @Test
    void patterns_that_do_no_harm_are_taken() {
        folder.tokenizer(field(
                "pre_tokenizer",
                "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"\"},\"behavior\":\"Isolated\",\"invert\":false}"));
        assertThatCode(this::load).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "$A and a token that is not given; {\"SpecialToken\":{\"id\":\"[NEW]\",\"type_id\":0}}; names [NEW]",
                "the second text of a pair; {\"Sequence\":{\"id\":\"B\",\"type_id\":0}}; names $B"
            })
    void a_template_that_ends_the_process_is_rejected(String name, String piece, String said) {
        folder.tokenizer(field(
                "post_processor",
                "{\"type\":\"TemplateProcessing\",\"single\":[{\"Sequence\":{\"id\":\"A\",\"type_id\":0}}," + piece
                        + "],\"pair\":[],\"special_tokens\":{}}"));
        assertThatThrownBy(this::load)
                .as(name)
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("post_processor.single " + said);
    }

    @Test
    void a_vocabulary_without_the_unknown_token_is_rejected_by_its_name() {
        folder.tokenizer(json -> ((ObjectNode) json.path("model").path("vocab")).remove("[UNK]"));
        assertThatThrownBy(this::load)
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("model.vocab has no [UNK], which is model.unk_token");
    }

    @Test
    void a_unigram_without_an_unknown_piece_says_the_librarys_reason() {
        folder.tokenizer(field(
                "model",
                "{\"type\":\"Unigram\",\"unk_id\":null,\"byte_fallback\":false,\"vocab\":[[\"good\","
                        + "-1.0],[\"▁\",-2.0]]}"));
        assertThatThrownBy(this::load)
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("rejected a text of 1 UTF-16 units: ")
                .hasMessageContaining("`unk_id` is missing");
    }
}
