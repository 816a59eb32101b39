package dev.parallax.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.infer.onnx.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BertWordPieceTest {

    private static final int[] NONE = {};

    @TempDir
    Path folder;

    @Test
    void a_bert_tokenizer_is_read() {
        BertWordPiece bert = BertWordPiece.of(
                TokenizerFile.read(TinyModel.bert().write(folder).resolve("tokenizer.json")));

        assertThat(bert.lowercase()).isTrue();
        assertThat(bert.stripAccents()).isTrue();
        assertThat(bert.maxCharactersPerWord()).isEqualTo(100);
        assertThat(bert.vocabulary()).containsEntry("[SEP]", 3);
        assertThat(bert.addedTokens()).containsEntry("[PAD]", 0);
    }

    @Test
    void another_kind_of_tokenizer_is_rejected_by_its_name() {
        TokenizerFile file =
                TokenizerFile.read(TinyModel.roberta().write(folder).resolve("tokenizer.json"));

        assertThatThrownBy(() -> BertWordPiece.of(file))
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("BPE")
                .hasMessageContaining("the Spark NLP twin needs BERT's WordPiece");
    }

    @ParameterizedTest
    @CsvSource({
        "BertNormalizer,NFC,NFC",
        "BertPreTokenizer,Whitespace,Whitespace",
        "BertProcessing,RobertaProcessing,RobertaProcessing",
        "[SEP],[END],without [SEP]"
    })
    void what_differs_from_bert_is_named(String bert, String other, String named) throws IOException {
        Path path = TinyModel.bert().write(folder).resolve("tokenizer.json");
        String json = Files.readString(path);
        boolean vocabularyOnly = bert.equals("[SEP]");
        Files.writeString(
                path, vocabularyOnly ? json.replace("\"[SEP]\":3", "\"[END]\":3") : json.replace(bert, other));

        assertThatThrownBy(() -> BertWordPiece.of(TokenizerFile.read(path)))
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining(named);
    }

    @Test
    void a_mask_of_ones_is_not_a_mask() {
        assertThat(new Encoding(new int[] {5, 6}, NONE, new int[] {1, 1}, 0)).isEqualTo(Encoding.of(5, 6));
        assertThat(new Encoding(new int[] {5, 0}, NONE, new int[] {1, 0}, 0)).isNotEqualTo(Encoding.of(5, 0));
        assertThat(new Encoding(new int[] {5, 0}, NONE, new int[] {1, 0}, 0).attends(1))
                .isFalse();
        assertThat(Encoding.of(5, 0).attends(1)).isTrue();
        assertThatThrownBy(() -> new Encoding(new int[] {5}, NONE, new int[] {1, 0}, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 elements");
    }
}
