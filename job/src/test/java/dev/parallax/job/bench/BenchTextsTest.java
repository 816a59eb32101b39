package dev.parallax.job.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.job.quickstart.Corpus;
import dev.parallax.job.quickstart.Corpus.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTextsTest {

    @TempDir
    private Path folder;

    @Test
    void lines_are_texts_with_or_without_a_label_and_blank_ones_are_none() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("texts.tsv"), "positive\tWell made.\n\nPlain text\nnegative\t \n");
        // When
        BenchTexts texts = BenchTexts.read(Optional.of(file), BenchTexts.ANY_LENGTH);
        // Then
        assertThat(texts.corpus().sentences())
                .containsExactly(new Sentence("positive", "Well made."), new Sentence("", "Plain text"));
        assertThat(texts.origin()).isEqualTo(file.toString());
    }

    @Test
    void longer_texts_are_left_out() throws IOException {
        Path file = Files.writeString(folder.resolve("texts.txt"), "one two three\n one  two \n");
        BenchTexts texts = BenchTexts.read(Optional.of(file), 2);
        assertThat(texts.corpus().sentences()).containsExactly(new Sentence("", " one  two "));
        assertThat(texts.origin()).endsWith("of 2 words at most");
    }

    @Test
    void no_texts_are_an_error_that_names_where_they_were_sought() throws IOException {
        Path file = Files.writeString(folder.resolve("texts.txt"), "one two three\n");
        assertThatThrownBy(() -> BenchTexts.read(Optional.of(file), 2))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void without_a_file_the_texts_are_the_built_in_sentences() throws IOException {
        assertThat(BenchTexts.read(Optional.empty(), BenchTexts.ANY_LENGTH)
                        .corpus()
                        .sentences())
                .isEqualTo(Corpus.sentiment().sentences());
    }
}
