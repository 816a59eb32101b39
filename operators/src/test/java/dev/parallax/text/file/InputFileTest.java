package dev.parallax.text.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputFileTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a.JSONL   | x\\ty               | json",
                "a.ndjson  | x                   | json",
                "a.tsv     | x                   | tsv",
                "a.txt     | \\n  \\n {`id`:1}\\n  | json",
                "a.txt     | \\ngood\\ttext        | tsv",
                "a.txt     | a text\\nwith\\ttab   | text",
                "a.txt     | one, two, three     | text",
                "a.txt     | [Music]             | text",
                "a         | ``                  | text",
            })
    void the_format_is_detected_from_the_name_and_else_from_the_first_line_compressed_or_not(
            String name, String content, String format) throws IOException {
        // Given
        String whole = content.replace("\\n", "\n").replace("\\t", "\t");
        Path plain = Files.writeString(folder.resolve(name), whole);
        Path marked = Files.writeString(folder.resolve("marked-" + name), "\uFEFF" + whole);
        Path packed = gzip(folder.resolve(name + ".gz"), whole);
        Path hidden = gzip(folder.resolve("hidden-" + name), whole);
        // Then
        for (Path path : new Path[] {plain, marked, packed, hidden}) {
            InputFile file = InputFile.of(path, FileFormat.AUTO);
            assertThat(file.format()).as(path.toString()).isEqualTo(FileFormat.named(format));
            assertThat(file.notices()).isEmpty();
        }
    }

    @Test
    void a_format_that_is_asked_for_is_taken() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), "text,label\n");

        assertThat(InputFile.of(file, FileFormat.TEXT).format()).isEqualTo(FileFormat.TEXT);
        assertThat(InputFile.of(file, FileFormat.TSV_ESCAPED).format()).isEqualTo(FileFormat.TSV_ESCAPED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.csv    | good,text               | is CSV; CSV is not supported",
                "a.csv.gz | good,text               | is CSV; CSV is not supported",
                "a.txt    | label,text              | begins with a CSV header; CSV is not supported",
                "a.txt    | \"text\";\"label\"      | begins with a CSV header; CSV is not supported",
                "a.tsv    | text\\tlabel            | has the columns text, label, by its first line: expected "
                        + "label<TAB>text",
                "a.tsv    | ID\\tlabel\\ttext       | has the columns id, label, text, by its first line",
                "a.bz2    | x                       | must have lines in UTF-8, plain or compressed with gzip, "
                        + "and is named .bz2",
                "a.tsv.zst| x                       | and is named .zst",
            })
    void unsupported_input_is_rejected(String name, String content, String message) throws IOException {
        String whole = content.replace("\\t", "\t");
        Path file = name.endsWith(".gz")
                ? gzip(folder.resolve(name), whole)
                : Files.writeString(folder.resolve(name), whole);

        assertThatThrownBy(() -> InputFile.of(file, FileFormat.AUTO))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void a_file_with_the_extension_of_gzip_that_is_not_gzip_is_rejected() throws IOException {
        Path file = Files.writeString(folder.resolve("a.tsv.gz"), "good\ttext\n");

        assertThatThrownBy(() -> InputFile.of(file, FileFormat.AUTO))
                .hasMessageContaining("has the extension of gzip, and is not gzip");
    }

    @Test
    void a_folder_and_a_missing_file_are_named() {
        assertThatThrownBy(() -> InputFile.of(folder, FileFormat.AUTO)).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> InputFile.of(folder.resolve("none"), FileFormat.AUTO))
                .hasMessageContaining("there is none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.json   | [{},{}]                        | begins with [: expected one JSON object a line",
                "a.json   | [                              | begins with [: expected one JSON object a line",
                "a.json   | {\\n  \"id\": 1\\n}            | begins with a line that is { alone",
                "a.tsv    | label\\ttext\\ngood\\tx         | begins with a header, which is skipped",
                "a.tsv    | good\\tC:\\\\new                | tsv-escaped reads them as tabs and line breaks",
                "a.tsv    | good\\t\"It was \"\"bad\"\"\"     | texts in quotation marks as in CSV",
                "a.tsv    | good\\t\"It was                 | texts in quotation marks as in CSV",
            })
    void what_is_likely_not_meant_is_noticed(String name, String content, String notice) throws IOException {
        String whole = content.replace("\\n", "\n").replace("\\t", "\t").replace("\\\n", "\\n");
        Path file = Files.writeString(folder.resolve(name), whole);

        assertThat(InputFile.of(file, FileFormat.AUTO).notices())
                .singleElement()
                .asString()
                .startsWith(file.toString())
                .contains(notice);
    }

    @Test
    void a_text_that_has_quotation_marks_itself_and_a_usual_file_have_no_warning() throws IOException {
        StringBuilder usual = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            usual.append(i % 2 == 0 ? "good" : "bad")
                    .append("\t\"Text ")
                    .append(i)
                    .append("\"\n");
        }
        Path file = Files.writeString(folder.resolve("a.tsv"), usual);

        assertThat(InputFile.of(file, FileFormat.AUTO).notices()).isEmpty();
    }

    @Test
    void columns_that_are_swapped_are_noticed() throws IOException {
        StringBuilder swapped = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            swapped.append("Text ")
                    .append(i)
                    .append('\t')
                    .append(i % 2 == 0 ? "good" : "bad")
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("a.tsv"), swapped);

        assertThat(InputFile.of(file, FileFormat.AUTO).notices())
                .singleElement()
                .asString()
                .contains("is it text<TAB>label?");
    }

    private static Path gzip(Path path, String content) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return path;
    }
}
