package dev.parallax.text;

import static dev.parallax.text.TextParsers.JSON;
import static dev.parallax.text.TextParsers.PLAIN;
import static dev.parallax.text.TextParsers.assertRefused;
import static dev.parallax.text.TextParsers.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.text.DeadLetter.Reason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values as bytes: encodings, control characters, compressed and framed values. */
class TextParserBytesTest {

    @Test
    void bytes_that_are_not_utf8_are_rejected_and_kept() {
        byte[] broken = {'o', 'k', (byte) 0xC3, '('};

        ParseResult parsed = PLAIN.parse(record(broken));

        assertRefused(parsed, Reason.INVALID_UTF8);
        assertThat(parsed.deadLetter().source().value()).isEqualTo(broken);
    }

    @Property(tries = 500)
    void no_bytes_at_all_make_the_parser_throw(@ForAll byte[] value) {
        ParseResult json = JSON.parse(record(value));
        ParseResult plain = PLAIN.parse(record(value));

        assertThat(json.text() == null).isNotEqualTo(json.deadLetter() == null);
        assertThat(plain.text() == null).isNotEqualTo(plain.deadLetter() == null);
    }

    @Test
    void a_byte_order_mark_is_skipped() {
        assertThat(JSON.parse(record("\uFEFF{\"id\":\"a\",\"text\":\"x\"}"))
                        .text()
                        .text())
                .isEqualTo("x");
        assertThat(PLAIN.parse(record("\uFEFFhello")).text().text()).isEqualTo("hello");
        assertRefused(PLAIN.parse(record("\uFEFF")), Reason.EMPTY_TEXT);
    }

    static Stream<Arguments> foreignBytes() {
        byte[] json = "{\"id\":\"a\",\"text\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                Arguments.of(
                        bytes(json, 0, 0, 0, 0, 42),
                        "Schema Registry framing with the schema id 42, which the formats confluent-json and "
                                + "confluent-avro read"),
                Arguments.of(bytes(json, 'O', 'b', 'j', 1), "an Avro object container file"),
                Arguments.of(bytes(json, 0x1F, 0x8B), "gzip"),
                Arguments.of(bytes(json, 0x28, 0xB5, 0x2F, 0xFD), "Zstandard"),
                Arguments.of(bytes(json, 0x04, 0x22, 0x4D, 0x18), "LZ4"),
                Arguments.of(bytes(json, 0xFF, 0x06, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'), "Snappy"),
                Arguments.of(bytes(json, 0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0), "Snappy (xerial)"),
                Arguments.of(bytes(json, 'P', 'K', 3, 4), "a ZIP archive"),
                Arguments.of("{\"id\":1}".getBytes(StandardCharsets.UTF_16), "UTF-16"),
                Arguments.of("{\"id\":1}".getBytes(StandardCharsets.UTF_16LE), "UTF-16"),
                Arguments.of("{\"id\":1}".getBytes(StandardCharsets.UTF_16BE), "UTF-16"),
                Arguments.of(bytes("{\"id\":1}".getBytes(Charset.forName("UTF-32LE")), 0xFF, 0xFE, 0, 0), "UTF-32"));
    }

    private static byte[] bytes(byte[] rest, int... start) {
        byte[] bytes = new byte[start.length + rest.length];
        for (int i = 0; i < start.length; i++) {
            bytes[i] = (byte) start[i];
        }
        System.arraycopy(rest, 0, bytes, start.length, rest.length);
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("foreignBytes")
    void the_format_of_bytes_that_are_not_text_is_named(byte[] value, String name) {
        assertThat(JSON.parse(record(value)).deadLetter().detail()).endsWith("it looks like " + name);
        assertThat(PLAIN.parse(record(value)).deadLetter().detail()).endsWith("it looks like " + name);
        assertThat(PLAIN.parse(record(value)).deadLetter().reason())
                .isIn(Reason.INVALID_UTF8, Reason.CONTROL_CHARACTERS);
    }

    @Test
    void plain_text_with_control_characters_is_rejected_unless_it_is_wanted() {
        TextParser accepting = new TextParser(new TextRules(
                RecordFormat.TEXT,
                TextRules.Content.TEXT,
                RecordFields.DEFAULT,
                100,
                EpochUnit.MILLISECONDS,
                TextRules.ControlCharacters.ACCEPT));
        for (char c = 0; c < ' '; c++) {
            boolean usual = "\t\n\f\r\u001b".indexOf(c) >= 0;

            assertThat(PLAIN.parse(record("a" + c)).text() != null).isEqualTo(usual);
            assertThat(accepting.parse(record("a" + c)).text().text()).isEqualTo("a" + c);
        }
        assertThat(PLAIN.parse(record("a\u0003")).deadLetter().detail()).contains("U+0003 at UTF-16 unit 1");
    }

    @Test
    void a_control_character_that_json_escapes_is_meant() {
        assertThat(JSON.parse(record("{\"id\":\"a\",\"text\":\"\\u0003\"}"))
                        .text()
                        .text())
                .isEqualTo("\u0003");
    }

    @Test
    void an_object_behind_a_schema_s_number_is_read() {
        // Given
        TextParser parser = new TextParser(TextRules.of(RecordFormat.CONFLUENT_JSON, RecordFields.DEFAULT, 100));
        // When
        ParseResult parsed = parser.parse(record("\u0000\u0000\u0000\u0001\u0002{\"id\":1,\"text\":\"good\"}"));
        // Then
        assertThat(parsed.text()).isNotNull();
        assertThat(parsed.text().id()).isEqualTo("1");
        assertThat(parsed.text().text()).isEqualTo("good");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":1,\"text\":\"good\"}", "", "\u0000\u0000\u0000\u0001"})
    void a_value_without_a_schema_s_number_is_a_dead_letter_where_one_must_be_there(String value) {
        TextParser parser = new TextParser(TextRules.of(RecordFormat.CONFLUENT_JSON, RecordFields.DEFAULT, 100));
        assertRefused(parser.parse(record(value)), Reason.INVALID_FRAMING);
    }

    @Test
    void avro_is_not_read_without_its_schemas() {
        TextParser parser = new TextParser(TextRules.of(RecordFormat.CONFLUENT_AVRO, RecordFields.DEFAULT, 100));
        assertThatThrownBy(() -> parser.parse(record("x"))).isInstanceOf(IllegalStateException.class);
    }
}
