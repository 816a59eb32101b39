package dev.parallax.job.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.text.DeadLetter.Reason;
import dev.parallax.text.Parsed;
import dev.parallax.text.RawRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesTest {

    @TempDir
    private Path folder;

    @Test
    void lines_end_at_line_feeds_and_lose_one_carriage_return() throws IOException {
        assertThat(lines("a\r\n\n\r\nb\r\r\nc")).containsExactly("a", "", "", "b\r", "c");
        assertThat(lines("a\n")).containsExactly("a");
        assertThat(lines("")).isEmpty();
        assertThat(lines("\n\n")).containsExactly("", "");
    }

    @Property(tries = 200)
    void joined_lines_are_split_again(@ForAll("lineLists") List<String> lines) throws IOException {
        String content = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
        assertThat(lines(content)).isEqualTo(lines);
    }

    @Property(tries = 300)
    void an_escaped_text_is_read_as_it_was(@ForAll("texts") String text) {
        // Given
        String escaped = text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
        // When
        Parsed parsed = parse(FileFormat.TSV, Records.bytes("good\t" + escaped));
        // Then
        assertThat(parsed.text().text()).isEqualTo(text);
        assertThat(parsed.text().label()).isEqualTo("good");
        assertThat(parsed.text().id()).isEqualTo("5");
        assertThat(parsed.text().source().value()).isEqualTo(Records.bytes("good\t" + escaped));
    }

    @Test
    void a_tab_before_the_text_leaves_out_the_label() {
        Parsed parsed = parse(FileFormat.TSV, Records.bytes("\ttext"));
        assertThat(parsed.text().label()).isNull();
        assertThat(parsed.text().text()).isEqualTo("text");
    }

    @Test
    void what_is_wrong_in_a_line_is_a_dead_letter_with_all_of_its_bytes() {
        assertThat(reason(FileFormat.TSV, Records.bytes("no tab"))).isEqualTo(Reason.MISSING_FIELD);
        assertThat(reason(FileFormat.TSV, Records.bytes("good\tC:\\x"))).isEqualTo(Reason.INVALID_FIELD);
        assertThat(reason(FileFormat.TSV, Records.bytes("good\tends with \\"))).isEqualTo(Reason.INVALID_FIELD);
        assertThat(reason(FileFormat.TSV, Records.bytes("good\t"))).isEqualTo(Reason.EMPTY_TEXT);
        assertThat(reason(FileFormat.TSV, new byte[] {(byte) 0xff, '\t', 'a'})).isEqualTo(Reason.INVALID_UTF8);
        assertThat(reason(FileFormat.TSV, new byte[] {'a', '\t', (byte) 0xff})).isEqualTo(Reason.INVALID_UTF8);
        assertThat(reason(FileFormat.TEXT, new byte[0])).isEqualTo(Reason.EMPTY_TEXT);
        assertThat(reason(FileFormat.TEXT, new byte[] {(byte) 0xc3})).isEqualTo(Reason.INVALID_UTF8);
        assertThat(reason(FileFormat.JSON, Records.bytes("{"))).isEqualTo(Reason.INVALID_JSON);
    }

    @Test
    void a_blank_line_among_json_is_no_record() {
        assertThat(new LineParser(FileFormat.JSON, Records.CONFIG).skips(Records.bytes(" \t")))
                .isTrue();
        assertThat(new LineParser(FileFormat.TEXT, Records.CONFIG).skips(new byte[0]))
                .isFalse();
    }

    @Test
    void the_format_is_told_by_name_and_else_by_the_first_line() throws IOException {
        assertThat(detected("a.JSONL", "x\ty")).isEqualTo(FileFormat.JSON);
        assertThat(detected("a.tsv", "x")).isEqualTo(FileFormat.TSV);
        assertThat(detected("a.txt", "\n  \n {\"id\":1}\n")).isEqualTo(FileFormat.JSON);
        assertThat(detected("a.txt", "\ngood\ttext")).isEqualTo(FileFormat.TSV);
        assertThat(detected("a.txt", "a text\nwith\ttab")).isEqualTo(FileFormat.TEXT);
        assertThat(detected("a", "")).isEqualTo(FileFormat.TEXT);
        assertThat(FileFormat.TEXT.resolve(folder.resolve("a.jsonl"))).isEqualTo(FileFormat.TEXT);
    }

    @Provide
    Arbitrary<List<String>> lineLists() {
        return Arbitraries.strings().withChars("ab \t\\").ofMaxLength(4).list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "é", "\t", "\n", "\r", "\\", "t", "n", "r", "\uD83D\uDE00")
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    private FileFormat detected(String name, String content) throws IOException {
        return FileFormat.AUTO.resolve(Files.writeString(folder.resolve(name), content));
    }

    private static Reason reason(FileFormat format, byte[] line) {
        Parsed parsed = parse(format, line);
        assertThat(parsed.deadLetter().source().value()).isEqualTo(line);
        return parsed.deadLetter().reason();
    }

    private static Parsed parse(FileFormat format, byte[] line) {
        return new LineParser(format, Records.CONFIG).parse(new RawRecord("in", 0, 5, 1, 2, null, line, List.of()));
    }

    private static List<String> lines(String content) throws IOException {
        List<String> lines = new ArrayList<>();
        try (LineReader reader = new LineReader(new ByteArrayInputStream(Records.bytes(content)))) {
            for (byte[] line = reader.next(); line != null; line = reader.next()) {
                lines.add(new String(line, StandardCharsets.UTF_8));
            }
        }
        return lines;
    }
}
