package dev.parallax.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeWordsTest {

    @TempDir
    private Path folder;

    @Test
    void a_text_is_normalised_and_split_into_words() throws Exception {
        try (NativeWords words = NativeWords.of(file("BertPreTokenizer"))) {
            assertThat(words.words("It's GREAT")).containsExactly("it", "'", "s", "great");
        }
    }

    @Test
    void a_pre_tokenizer_that_the_library_does_not_know_is_named_with_its_file() throws Exception {
        // Given
        TokenizerFile file = file("NoSuchPreTokenizer");
        // Then
        assertThatExceptionOfType(EncodingException.class)
                .isThrownBy(() -> NativeWords.of(file))
                .withMessageStartingWith("The tokenizer library cannot read the normalizer and the pre_tokenizer of ")
                .withMessageContaining("tokenizer.json");
    }

    private TokenizerFile file(String preTokenizer) throws IOException {
        Path path = folder.resolve("tokenizer.json");
        Files.writeString(
                path,
                "{\"version\":\"1.0\",\"added_tokens\":[],\"normalizer\":{\"type\":\"Lowercase\"},"
                        + "\"pre_tokenizer\":{\"type\":\"" + preTokenizer + "\"},"
                        + "\"model\":{\"type\":\"WordPiece\",\"vocab\":{\"[UNK]\":0}}}");
        return TokenizerFile.read(path);
    }
}
