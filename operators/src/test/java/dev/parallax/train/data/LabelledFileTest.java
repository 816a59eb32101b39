package dev.parallax.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.text.file.FileFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledFileTest {

    @TempDir
    Path temp;

    private LabelledFile read(String name, String content) throws IOException {
        return read(name, FileFormat.AUTO, content);
    }

    private LabelledFile read(String name, FileFormat format, String content) throws IOException {
        return LabelledFile.read(Files.writeString(temp.resolve(name), content), format);
    }

    @Test
    void tabbed_lines_produce_label_text_and_line_number() throws Exception {
        LabelledFile file = read("a.tsv", "good\tIt works.\n\nbad\tIt broke\tin two.\n");

        assertThat(file.rows())
                .containsExactly(
                        new LabelledExample("good", "It works.", 1),
                        new LabelledExample("bad", "It broke\tin " + "two.", 3));
        assertThat(file.name()).isEqualTo("a.tsv");
    }

    @Test
    void escapes_in_a_tabbed_text_are_resolved() throws Exception {
        LabelledFile file = read("a.tsv", FileFormat.TSV_ESCAPED, "x\ta\\tb\\nc\\rd\\\\ne\n");

        assertThat(file.rows().get(0).text()).isEqualTo("a\tb\nc\rd\\ne");
    }

    @Test
    void a_backslash_is_a_backslash_unless_escapes_are_asked_for() throws Exception {
        LabelledFile file = read("a.tsv", "x\tC:\\new\\temp\n");

        assertThat(file.rows().get(0).text()).isEqualTo("C:\\new\\temp");
        assertThat(file.notices()).singleElement().asString().contains("tsv-escaped");
    }

    @Test
    void a_header_is_skipped_and_noticed_and_lines_keep_their_numbers() throws Exception {
        LabelledFile file = read("a.tsv", "\uFEFFlabel\ttext\n\ngood\tIt works.\n");

        assertThat(file.rows()).containsExactly(new LabelledExample("good", "It works.", 3));
        assertThat(file.notices()).singleElement().asString().contains("header");
    }

    @Test
    void swapped_columns_and_csv_are_rejected() {
        assertThatThrownBy(() -> read("a.tsv", "text\tlabel\nIt works.\tgood\n"))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("has the columns text, label");
        assertThatThrownBy(() -> read("a.csv", "good,It works.\n")).hasMessageContaining("is CSV");
    }

    @Test
    void integers_and_booleans_are_labels() throws Exception {
        LabelledFile file = read(
                "a.jsonl",
                "{\"label\":1,\"text\":\"x\",\"p\":NaN}\n{\"label\":1.0,\"text\":\"x\"}\n{\"label\":true,"
                        + "\"text\":\"x\"}\n");

        assertThat(file.rows()).extracting(LabelledExample::label).containsExactly("1", "1", "true");
    }

    @Property(tries = 200)
    void whatever_is_escaped_is_read_back(@ForAll @NotBlank String text) throws Exception {
        // Given a text that UTF-8 can hold
        String whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String escaped = whole.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\r", "\\r")
                .replace("\n", "\\n");
        Path file = Files.createTempFile("labelled", ".tsv");
        try {
            Files.writeString(file, "x\t" + escaped + "\n");

            // When it is read, then it is what it was
            assertThat(LabelledFile.read(file, FileFormat.TSV_ESCAPED).rows())
                    .containsExactly(new LabelledExample("x", whole, 1));
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void json_lines_are_recognised_by_their_first_line_that_is_not_blank() throws Exception {
        LabelledFile file = read(
                "data.txt", "\n {\"label\":\"a\",\"text\":\"one\\ttwo\",\"id\":7}\n{\"text\":\"x\",\"label\":\"b\"}\n");

        assertThat(file.rows())
                .containsExactly(new LabelledExample("a", "one\ttwo", 2), new LabelledExample("b", "x", 3));
    }

    @Test
    void json_lines_are_recognised_by_the_files_name() {
        assertThatThrownBy(() -> read("data.jsonl", "a\ttext\n"))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("data.jsonl line 1 is broken JSON");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "good It works.|line 2 has no tab: expected label<TAB>text",
                "\\tIt works.|line 2 has an empty label",
                "good\\t|line 2 has an empty text",
                "good\\tC:\\home|line 2 has an unknown escape",
                "good\\tends in \\|line 2 has an unknown escape"
            })
    void a_bad_tabbed_line_is_named(String line, String message) {
        assertThatThrownBy(() ->
                        read("a.tsv", FileFormat.TSV_ESCAPED, "ok\tfine\n" + line.replaceFirst("\\\\t", "\t") + "\n"))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("a.tsv " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"label\":\"a\"}|line 2 has MISSING for 'text': expected a JSON string",
                "{\"label\":3.5,\"text\":\"x\"}|line 2 has NUMBER for 'label': expected a JSON string",
                "{\"label\":\"\",\"text\":\"x\"}|line 2 has an empty label",
                "{\"label\":\"a\",\"text\":\" \"}|line 2 has an empty text",
                "[1]|line 2 is a JSON ARRAY: expected an object",
                "{\"label\":\"a\",|line 2 is broken JSON",
                "{\"label\":\"a\",\"text\":\"x\"} {}|line 2 is broken JSON"
            })
    void a_bad_json_line_is_named(String line, String message) {
        assertThatThrownBy(() -> read("a.jsonl", "{\"label\":\"a\",\"text\":\"x\"}\n" + line + "\n"))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_file_without_examples_is_rejected() {
        assertThatThrownBy(() -> read("a.tsv", "\n  \n"))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("holds no example");
    }

    @Test
    void a_file_in_another_encoding_is_rejected() throws Exception {
        Path file = Files.write(temp.resolve("latin.tsv"), "a\tcaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> LabelledFile.read(file)).hasMessageContaining("latin.tsv line 1 is not UTF-8");
    }

    @Test
    void a_missing_file_is_named() {
        assertThatThrownBy(() -> LabelledFile.read(temp.resolve("none.tsv")))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("none.tsv");
    }
}
