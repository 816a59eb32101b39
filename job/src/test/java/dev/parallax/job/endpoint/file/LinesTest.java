package dev.parallax.job.endpoint.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.job.endpoint.Records;
import dev.parallax.text.DeadLetter.Reason;
import dev.parallax.text.ParseResult;
import dev.parallax.text.RawRecord;
import dev.parallax.text.file.FileFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinesTest {

    @Property(tries = 300)
    void an_escaped_text_is_read_as_it_was(@ForAll("texts") String text) {
        // Given
        String escaped = text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
        // When
        ParseResult parsed = parse(FileFormat.TSV_ESCAPED, Records.bytes("good\t" + escaped));
        // Then
        assertThat(parsed.text().text()).isEqualTo(text);
        assertThat(parsed.text().label()).isEqualTo("good");
        assertThat(parsed.text().id()).isEqualTo("5");
        assertThat(parsed.text().source().value()).isEqualTo(Records.bytes("good\t" + escaped));
    }

    @Test
    void a_tab_before_the_text_leaves_out_the_label() {
        ParseResult parsed = parse(FileFormat.TSV, Records.bytes("\ttext"));
        assertThat(parsed.text().label()).isNull();
        assertThat(parsed.text().text()).isEqualTo("text");
    }

    @Test
    void what_is_wrong_in_a_line_is_a_dead_letter_with_all_of_its_bytes() {
        assertThat(reason(FileFormat.TSV, Records.bytes("no tab"))).isEqualTo(Reason.MISSING_FIELD);
        assertThat(reason(FileFormat.TSV_ESCAPED, Records.bytes("good\tC:\\x"))).isEqualTo(Reason.INVALID_FIELD);
        assertThat(reason(FileFormat.TSV_ESCAPED, Records.bytes("good\tends with \\")))
                .isEqualTo(Reason.INVALID_FIELD);
        assertThat(reason(FileFormat.TSV, Records.bytes("good\tbell\u0007"))).isEqualTo(Reason.CONTROL_CHARACTERS);
        assertThat(reason(FileFormat.TSV, Records.bytes("good\t"))).isEqualTo(Reason.EMPTY_TEXT);
        assertThat(reason(FileFormat.TSV, new byte[] {(byte) 0xff, '\t', 'a'})).isEqualTo(Reason.INVALID_UTF8);
        assertThat(reason(FileFormat.TSV, new byte[] {'a', '\t', (byte) 0xff})).isEqualTo(Reason.INVALID_UTF8);
        assertThat(reason(FileFormat.TEXT, new byte[0])).isEqualTo(Reason.EMPTY_TEXT);
        assertThat(reason(FileFormat.TEXT, new byte[] {(byte) 0xc3})).isEqualTo(Reason.INVALID_UTF8);
        assertThat(reason(FileFormat.JSON, Records.bytes("{"))).isEqualTo(Reason.INVALID_JSON);
    }

    @Property(tries = 300)
    void without_escapes_a_text_is_what_stands_behind_the_first_tab(@ForAll("rawTexts") String text) {
        ParseResult parsed = parse(FileFormat.TSV, Records.bytes("good\t" + text));

        assertThat(parsed.text().text()).isEqualTo(text);
        assertThat(parsed.text().label()).isEqualTo("good");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void a_blank_line_is_not_a_record_in_any_format(FileFormat format) {
        LineParser parser = new LineParser(format, Records.CONFIG);

        assertThat(parser.skips(Records.bytes("  \r"), false)).isTrue();
        assertThat(parser.skips(Records.bytes(" \t"), false)).isFalse();
        assertThat(parser.skips(new byte[0], false)).isTrue();
        assertThat(parser.skips(Records.bytes("\u00a0"), false)).isFalse();
        assertThat(parser.skips(Records.bytes("x"), true)).isFalse();
    }

    @Test
    void a_line_that_names_the_columns_is_not_a_record_where_it_is_the_first() {
        LineParser tsv = new LineParser(FileFormat.TSV, Records.CONFIG);

        assertThat(tsv.skips(Records.bytes("Label\tText"), true)).isTrue();
        assertThat(tsv.skips(Records.bytes("Label\tText"), false)).isFalse();
        assertThat(tsv.skips(Records.bytes("good\ttext"), true)).isFalse();
        assertThat(new LineParser(FileFormat.TEXT, Records.CONFIG).skips(Records.bytes("label\ttext"), true))
                .isFalse();
    }

    @Provide
    Arbitrary<String> rawTexts() {
        return Arbitraries.of("a", "é", "\t", "\"", "\\", "\\n", "\\t", ",", " ", "\uD83D\uDE00")
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "é", "\t", "\n", "\r", "\\", "t", "n", "r", "\uD83D\uDE00")
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    private static Reason reason(FileFormat format, byte[] line) {
        ParseResult parsed = parse(format, line);
        assertThat(parsed.deadLetter().source().value()).isEqualTo(line);
        return parsed.deadLetter().reason();
    }

    private static ParseResult parse(FileFormat format, byte[] line) {
        return new LineParser(format, Records.CONFIG).parse(new RawRecord("in", 0, 5, 1, 2, null, line, List.of()));
    }
}
