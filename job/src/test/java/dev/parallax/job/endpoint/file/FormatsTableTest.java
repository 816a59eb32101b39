package dev.parallax.job.endpoint.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.job.endpoint.Records;
import dev.parallax.text.ParseResult;
import dev.parallax.text.RawRecord;
import dev.parallax.text.RecordFields;
import dev.parallax.text.RecordFormat;
import dev.parallax.text.TextParser;
import dev.parallax.text.TextRules;
import dev.parallax.text.file.FileFormat;
import dev.parallax.text.file.InputFile;
import dev.parallax.text.file.LineReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every row of the tables of formats in the documentation. */
class FormatsTableTest {

    private static final Path PAGE = Path.of("docs", "input.md");
    private static final long SOURCE_TIME = 42;

    @TempDir
    private Path folder;

    /** Rows of a table between two markers, as lists of cells. */
    private static List<List<String>> rows(String table) {
        String page;
        try {
            page = Files.readString(PAGE);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Matcher part = Pattern.compile("<!-- " + table + " -->\n(.*?)<!-- /" + table + " -->", Pattern.DOTALL)
                .matcher(page);
        assertThat(part.find()).as(table).isTrue();
        return part.group(1)
                .lines()
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split(" \\| ?", -1))
                        .map(cell -> cell.strip())
                        .toList())
                .toList();
    }

    static Stream<List<String>> fields() {
        return rows("formats-fields").stream();
    }

    static Stream<List<String>> values() {
        return rows("formats-values").stream();
    }

    static Stream<List<String>> files() {
        return rows("formats-files").stream();
    }

    @Test
    void the_tables_have_rows() {
        assertThat(fields()).hasSizeGreaterThan(30);
        assertThat(values()).hasSizeGreaterThan(10);
        assertThat(files()).hasSizeGreaterThan(15);
    }

    @ParameterizedTest
    @MethodSource
    void fields(List<String> row) {
        // Given
        String field = code(row.get(0));
        StringBuilder json = new StringBuilder("{");
        for (String other : List.of("id", "text")) {
            if (!other.equals(field)) {
                json.append('"').append(other).append("\":\"x\",");
            }
        }
        json.append('"').append(field).append("\":").append(code(row.get(1))).append('}');
        // When
        ParseResult parsed = new TextParser(TextRules.of(
                        RecordFormat.JSON, new RecordFields("id", "text", "label", "timestamp", "segment"), 1_000))
                .parse(record(json.toString().getBytes(StandardCharsets.UTF_8)));
        // Then
        String outcome = row.get(2);
        if (outcome.startsWith("dead letter ")) {
            assertThat(parsed.deadLetter().reason().name()).isEqualTo(code(outcome.substring(12)));
        } else if (outcome.equals("left out")) {
            assertThat(parsed.text().ignored()).containsExactly(field);
            assertThat(parsed.timestampMillis()).isEqualTo(SOURCE_TIME);
        } else {
            assertThat(parsed.deadLetter()).isNull();
            assertThat(parsed.text().ignored()).isEmpty();
            assertThat(
                            switch (field) {
                                case "id" -> parsed.text().id();
                                case "text" -> parsed.text().text();
                                case "label" -> parsed.text().label();
                                case "segment" -> parsed.text().segment();
                                default ->
                                    Instant.ofEpochMilli(parsed.timestampMillis())
                                            .toString();
                            })
                    .isEqualTo(code(outcome));
        }
    }

    @ParameterizedTest
    @MethodSource
    void values(List<String> row) {
        RecordFormat format = RecordFormat.valueOf(
                code(row.get(0)).toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        byte[] value = bytes(code(row.get(1)));

        ParseResult parsed = new TextParser(TextRules.of(format, RecordFields.DEFAULT, 1_000)).parse(record(value));

        requireOutcome(parsed, row.get(2));
    }

    @ParameterizedTest
    @MethodSource
    void files(List<String> row) throws IOException {
        // Given
        Path file = folder.resolve(code(row.get(0)));
        boolean packed = row.get(2).contains("gzip");
        try (OutputStream plain = Files.newOutputStream(file);
                OutputStream out = packed ? new GZIPOutputStream(plain) : plain) {
            out.write(encoded(code(row.get(1)), row.get(2)));
        }
        FileFormat format = FileFormat.named(code(row.get(3)));
        String outcome = row.get(4);
        // Then
        if (outcome.startsWith("refused: ")) {
            assertThatThrownBy(() -> InputFile.of(file, format))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(outcome.substring(9));
            return;
        }
        List<ParseResult> parsed = lines(file, format);
        if (outcome.equals("no record")) {
            assertThat(parsed).isEmpty();
        } else {
            assertThat(parsed).hasSize(1);
            requireOutcome(parsed.get(0), outcome);
        }
    }

    private static List<ParseResult> lines(Path file, FileFormat format) throws IOException {
        LineParser parser = new LineParser(InputFile.of(file, format).format(), Records.CONFIG);
        List<ParseResult> parsed = new java.util.ArrayList<>();
        try (LineReader lines = LineReader.open(Files.newInputStream(file), "in")) {
            boolean first = true;
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                if (!parser.skips(line, first)) {
                    parsed.add(parser.parse(record(line)));
                }
                first = false;
            }
        }
        return parsed;
    }

    private static void requireOutcome(ParseResult parsed, String outcome) {
        if (outcome.startsWith("dead letter ")) {
            Matcher letter = Pattern.compile("dead letter `(\\w+)`(?:: (.*))?").matcher(outcome);
            assertThat(letter.matches()).as(outcome).isTrue();
            assertThat(parsed.deadLetter().reason().name()).isEqualTo(letter.group(1));
            if (letter.group(2) != null) {
                assertThat(parsed.deadLetter().detail()).contains(letter.group(2));
            }
            return;
        }
        Matcher text = Pattern.compile("`(.*?)`(?:, label `(.*)`)?").matcher(outcome);
        assertThat(text.matches()).as(outcome).isTrue();
        assertThat(parsed.deadLetter()).isNull();
        assertThat(parsed.text().text().getBytes(StandardCharsets.UTF_8)).isEqualTo(bytes(text.group(1)));
        assertThat(parsed.text().label()).isEqualTo(text.group(2));
    }

    private static byte[] encoded(String content, String how) {
        byte[] bytes = bytes(content);
        if (how.contains("UTF-16")) {
            return new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
        }
        if (how.contains("Latin-1")) {
            return new String(bytes, StandardCharsets.UTF_8).getBytes(Charset.forName("ISO-8859-1"));
        }
        return how.contains("byte order mark")
                ? ("\uFEFF" + new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8)
                : bytes;
    }

    /** The bytes of a cell in backticks; {@code ⇥} is a tab, {@code ⏎} a line break, {@code «00»} a byte. */
    private static byte[] bytes(String shown) {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        Matcher parts = Pattern.compile("«([0-9A-F]{2})»|(⇥)|(⏎)|([^«⇥⏎]+)").matcher(shown);
        while (parts.find()) {
            if (parts.group(1) != null) {
                bytes.write(Integer.parseInt(parts.group(1), 16));
            } else if (parts.group(2) != null) {
                bytes.write('\t');
            } else if (parts.group(3) != null) {
                bytes.write('\n');
            } else {
                bytes.writeBytes(parts.group(4).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static String code(String cell) {
        assertThat(cell).startsWith("`").endsWith("`");
        return cell.substring(1, cell.length() - 1);
    }

    private static RawRecord record(byte[] value) {
        return new RawRecord("in", 0, 0, SOURCE_TIME, SOURCE_TIME, null, value, List.of());
    }
}
