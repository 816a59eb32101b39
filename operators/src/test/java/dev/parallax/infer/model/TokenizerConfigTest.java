package dev.parallax.infer.model;

import static dev.parallax.infer.model.ModelFolder.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.encode.BertWordPiece;
import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.infer.onnx.TinyModel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that {@code tokenizer_config.json} beside {@code tokenizer.json} counts as in transformers 4.57. */
class TokenizerConfigTest {

    private static final String NORMALIZER = "{\"type\":\"BertNormalizer\",\"clean_text\":true,"
            + "\"handle_chinese_chars\":%s,\"strip_accents\":%s,\"lowercase\":%s}";

    @TempDir
    private Path temp;

    private ModelFolder folder;

    @BeforeEach
    void writeModel() {
        folder = ModelFolder.of(TinyModel.bert(), temp.resolve("model"));
    }

    private List<String> tokens(int maxLength, String text) {
        ModelBundle model = ModelBundle.read(folder.path(), null, maxLength);
        try (HuggingFaceEncoder encoder = model.newEncoder()) {
            return encoder.inspect(text).tokens();
        }
    }

    private void normalizer(String lowercase, String stripAccents, String chinese) {
        folder.tokenizer(field("normalizer", NORMALIZER.formatted(chinese, stripAccents, lowercase)));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                // tokenizer.json, tokenizer_config.json, what is kept
                "none, left, it but",
                "Right, left, it but",
                "Left, right, good bad",
                "Left, none, it but",
                "none, none, good bad"
            })
    void the_configurations_truncation_side_wins(String own, String configured, String kept) {
        // Given
        folder.tokenizer(field(
                "truncation",
                own == null
                        ? "null"
                        : "{\"direction\":\"" + own
                                + "\",\"max_length\":8,\"strategy\":\"LongestFirst\",\"stride\":0}"));
        folder.tokenizerConfig(field("truncation_side", configured == null ? "null" : "\"" + configured + "\""));
        // Then
        String[] pieces = kept.split(" ", -1);
        assertThat(tokens(4, "good bad film it but")).containsExactly("[CLS]", pieces[0], pieces[1], "[SEP]");
    }

    @ParameterizedTest
    @CsvSource({
        // own lowercase, do_lower_case, result
        "false, true, good",
        "true, false, [UNK]",
        "true, true, good",
        "false, false, [UNK]"
    })
    void the_configurations_letter_case_wins_for_a_bert_tokenizer(String own, String configured, String token) {
        // Given
        normalizer(own, "null", "true");
        folder.tokenizerConfig(field("tokenizer_class", "\"BertTokenizerFast\""));
        folder.tokenizerConfig(field("do_lower_case", configured));
        // Then
        assertThat(tokens(0, "GOOD")).containsExactly("[CLS]", token, "[SEP]");
        assertThat(BertWordPiece.of(folder.read().tokenizer()).lowercase()).isEqualTo(configured.equals("true"));
    }

    @Test
    void a_setting_that_the_configuration_leaves_out_has_the_default_of_the_class() {
        // Given: transformers' BertTokenizerFast lowers case by default
        normalizer("false", "null", "true");
        folder.tokenizerConfig(field("tokenizer_class", "\"DistilBertTokenizer\""));
        // Then
        assertThat(tokens(0, "GOOD")).containsExactly("[CLS]", "good", "[SEP]");
        assertThat(folder.read().tokenizer().notes())
                .singleElement()
                .asString()
                .contains("tokenizer_config.json does not give do_lower_case")
                .contains("lowercase false");
    }

    @ParameterizedTest
    @CsvSource({"true, false, false", "false, true, true", "null, true, true", "true, null, true", "false, null, true"})
    void the_configurations_accents_win(String own, String configured, boolean stripped) {
        // Given
        normalizer("true", own, "true");
        folder.tokenizerConfig(field("strip_accents", configured));
        // Then: no class is named, and model_type is bert
        assertThat(BertWordPiece.of(folder.read().tokenizer()).stripAccents()).isEqualTo(stripped);
        assertThat(tokens(0, "góod")).contains(stripped ? "good" : "[UNK]");
    }

    @Test
    void the_configurations_chinese_characters_win() {
        // Given
        normalizer("true", "null", "true");
        folder.tokenizerConfig(field("tokenize_chinese_chars", "false"));
        // Then
        assertThat(tokens(0, "中文")).containsExactly("[CLS]", "[UNK]", "[SEP]");
    }

    @Test
    void a_tokenizer_of_another_class_keeps_its_own_settings() {
        // Given
        normalizer("false", "null", "true");
        folder.tokenizerConfig(field("tokenizer_class", "\"PreTrainedTokenizerFast\""));
        folder.tokenizerConfig(field("do_lower_case", "true"));
        // Then
        assertThat(tokens(0, "GOOD")).containsExactly("[CLS]", "[UNK]", "[SEP]");
        assertThat(folder.read().tokenizer().notes()).isEmpty();
    }

    @Test
    void a_prefix_space_of_the_configuration_wins() {
        // Given
        folder = ModelFolder.of(TinyModel.roberta(), temp.resolve("roberta"));
        folder.tokenizerConfig(field("add_prefix_space", "true"));
        // Then
        assertThat(tokens(0, "good")).containsExactly("<s>", "Ġgood", "</s>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "truncation_side; \"middle\"",
                "truncation_side; true",
                "do_lower_case; \"yes\"",
                "do_lower_case; null",
                "strip_accents; 1",
                "tokenize_chinese_chars; {}"
            })
    void a_value_of_the_wrong_kind_is_refused_by_name(String setting, String value) {
        folder.tokenizerConfig(field(setting, value));
        assertThatThrownBy(() -> folder.read())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("tokenizer_config.json has the " + setting + " " + value);
    }

    @Test
    void the_configuration_is_part_of_the_fingerprint() {
        String before = folder.read().id().fingerprint();
        folder.tokenizerConfig(field("truncation_side", "\"left\""));
        assertThat(folder.read().id().fingerprint()).isNotEqualTo(before);
    }
}
