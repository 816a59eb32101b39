package dev.parallax.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.text.DeadLetter.Reason;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextParserTest {

    private static final TextParser JSON = new TextParser(
            TextRules.of(RecordFormat.JSON, new RecordFields("id", "text", "label", "timestamp", "segment"), 100));
    private static final TextParser PLAIN = new TextParser(TextRules.of(RecordFormat.TEXT, RecordFields.DEFAULT, 100));

    private static final TextParser LABELS = new TextParser(new TextRules(
            RecordFormat.JSON,
            TextRules.Content.LABEL,
            new RecordFields("id", "label", "", "timestamp", ""),
            100,
            EpochUnit.MILLISECONDS,
            TextRules.ControlCharacters.REFUSE));
    private static final TextParser CHANGES = new TextParser(TextRules.of(
            RecordFormat.JSON,
            new RecordFields(
                    "payload.after.id",
                    "payload.after.text",
                    "payload.after.label",
                    "payload.ts_ms",
                    "payload.after.lang"),
            100));

    private static RawRecord record(byte[] value) {
        return new RawRecord("texts", 3, 14, 1_000, 2_000, null, value, List.of());
    }

    private static RawRecord record(String value) {
        return record(value.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(ParseResult parsed, Reason reason) {
        assertThat(parsed.text()).isNull();
        assertThat(parsed.deadLetter()).isNotNull();
        assertThat(parsed.deadLetter().reason()).isEqualTo(reason);
        assertThat(parsed.deadLetter().detail()).isNotBlank();
    }

    @Test
    void a_json_object_produces_id_text_label_and_timestamp() {
        ParseResult parsed = JSON.parse(
                record("{\"id\":\"a1\",\"text\":\"Nice 😀\",\"label\":\"positive\",\"timestamp\":77,\"lang\":\"en\"}"));

        assertThat(parsed.deadLetter()).isNull();
        assertThat(parsed.text().id()).isEqualTo("a1");
        assertThat(parsed.text().text()).isEqualTo("Nice 😀");
        assertThat(parsed.text().label()).isEqualTo("positive");
        assertThat(parsed.timestampMillis()).isEqualTo(77);
    }

    @Test
    void label_and_timestamp_may_be_missing_or_null() {
        ParseResult parsed = JSON.parse(record("{\"id\":7,\"text\":\"x\",\"label\":null}"));

        assertThat(parsed.text().id()).isEqualTo("7");
        assertThat(parsed.text().label()).isNull();
        assertThat(parsed.timestampMillis()).isEqualTo(1_000);
    }

    @Test
    void a_timestamp_may_be_an_iso_instant() {
        assertThat(JSON.parse(record("{\"id\":\"a\",\"text\":\"x\",\"timestamp\":\"1970-01-01T00:00:05Z\"}"))
                        .timestampMillis())
                .isEqualTo(5_000);
    }

    @Test
    void fields_may_have_other_names() {
        TextParser parser = new TextParser(
                TextRules.of(RecordFormat.JSON, new RecordFields("key", "body", "truth", "at", ""), 100));

        ParseResult parsed = parser.parse(record("{\"key\":\"k\",\"body\":\"b\",\"truth\":\"t\",\"at\":9}"));

        assertThat(parsed.text().id()).isEqualTo("k");
        assertThat(parsed.text().text()).isEqualTo("b");
        assertThat(parsed.text().label()).isEqualTo("t");
        assertThat(parsed.text().timestampMillis()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json                              | INVALID_JSON",
                "{\"id\":\"a\",\"text\":\"x\"          | INVALID_JSON",
                "{\"id\":\"a\",\"text\":\"x\"} more    | INVALID_JSON",
                "[1,2]                                 | INVALID_JSON",
                "\"text\"                              | INVALID_JSON",
                "null                                  | INVALID_JSON",
                "{\"text\":\"x\"}                      | MISSING_FIELD",
                "{\"id\":\"a\"}                        | MISSING_FIELD",
                "{\"id\":\"a\",\"text\":null}          | MISSING_FIELD",
                "{\"id\":\"a\",\"text\":5}             | INVALID_FIELD",
                "{\"id\":1.5,\"text\":\"x\"}           | INVALID_FIELD",
                "{\"id\":\"a\",\"text\":\"\"}          | EMPTY_TEXT",
                "{\"id\":\"a\",\"text\":\"\\ud83d\"}   | INVALID_UTF8",
                "{\"id\":\"a\",\"text\":\"\\ude00 x\"} | INVALID_UTF8",
            })
    void a_record_that_is_not_valid_is_rejected_with_its_reason(String value, Reason reason) {
        assertRefused(JSON.parse(record(value)), reason);
    }

    @Test
    void a_tombstone_is_rejected() {
        assertRefused(JSON.parse(record((byte[]) null)), Reason.TOMBSTONE);
        assertRefused(PLAIN.parse(record((byte[]) null)), Reason.TOMBSTONE);
    }

    @Test
    void an_empty_value_is_rejected() {
        assertRefused(JSON.parse(record("")), Reason.INVALID_JSON);
        assertRefused(PLAIN.parse(record("")), Reason.EMPTY_TEXT);
    }

    @Test
    void bytes_that_are_not_utf8_are_rejected_and_kept() {
        byte[] broken = {'o', 'k', (byte) 0xC3, '('};

        ParseResult parsed = PLAIN.parse(record(broken));

        assertRefused(parsed, Reason.INVALID_UTF8);
        assertThat(parsed.deadLetter().source().value()).isEqualTo(broken);
    }

    @Test
    void a_text_over_the_limit_is_rejected_with_both_lengths() {
        ParseResult parsed = PLAIN.parse(record("x".repeat(101)));

        assertRefused(parsed, Reason.TEXT_TOO_LONG);
        assertThat(parsed.deadLetter().detail()).contains("101").contains("100");
        assertThat(PLAIN.parse(record("x".repeat(100))).text()).isNotNull();
    }

    @Test
    void plain_text_has_the_key_as_id() {
        RawRecord keyed = new RawRecord(
                "texts",
                3,
                14,
                1_000,
                2_000,
                "k-1".getBytes(StandardCharsets.UTF_8),
                "hello".getBytes(StandardCharsets.UTF_8),
                List.of());

        assertThat(PLAIN.parse(keyed).text().id()).isEqualTo("k-1");
        assertThat(PLAIN.parse(record("hello")).text().id()).isEqualTo("texts-3@14");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret words {\"id\"", "{\"id\":\"a\",\"text\":[\"secret\"]}", "[\"secret\", x]"})
    void no_detail_quotes_the_record(String value) {
        assertThat(JSON.parse(record(value)).deadLetter().detail()).doesNotContain("secret");
    }

    @ParameterizedTest
    @MethodSource("beyondTheParser")
    void json_beyond_a_limit_of_its_parser_is_a_dead_letter_even_in_a_field_that_is_not_used(String meta) {
        ParseResult parsed = JSON.parse(record("{\"id\":\"a\",\"text\":\"x\",\"meta\":" + meta + "}"));

        assertRefused(parsed, Reason.INVALID_JSON);
        assertThat(parsed.deadLetter().detail()).contains("1000 levels", "50000 characters");
    }

    static Stream<String> beyondTheParser() {
        return Stream.of(
                "[".repeat(1_001) + "]".repeat(1_001),
                "{\"a\":".repeat(1_001) + "1" + "}".repeat(1_001),
                "[".repeat(1_000_000),
                "1".repeat(1_001),
                "-0." + "1".repeat(1_001),
                "{\"" + "n".repeat(50_001) + "\":1}");
    }

    @Test
    void a_string_has_the_limit_of_texts_alone() {
        String long20m = "x".repeat(20_000_001);
        TextParser parser = new TextParser(TextRules.of(RecordFormat.JSON, RecordFields.DEFAULT, Integer.MAX_VALUE));

        assertThat(parser.parse(record("{\"id\":\"a\",\"text\":\"" + long20m + "\"}"))
                        .text()
                        .text())
                .hasSize(20_000_001);
        assertRefused(JSON.parse(record("{\"id\":\"a\",\"text\":\"" + long20m + "\"}")), Reason.TEXT_TOO_LONG);
    }

    @Property(tries = 500)
    void no_bytes_at_all_make_the_parser_throw(@ForAll byte[] value) {
        ParseResult json = JSON.parse(record(value));
        ParseResult plain = PLAIN.parse(record(value));

        assertThat(json.text() == null).isNotEqualTo(json.deadLetter() == null);
        assertThat(plain.text() == null).isNotEqualTo(plain.deadLetter() == null);
    }

    private static ParseResult json(String fields) {
        return JSON.parse(record("{\"id\":\"a\",\"text\":\"x\"," + fields + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "[NaN,{\"a\":-Infinity}]", "1e400", "\"\\ud83d\""})
    void what_is_in_fields_that_are_not_used_costs_nothing(String value) {
        assertThat(json("\"price\":" + value).text()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":NaN,\"text\":\"x\"}       | Field 'id' must be a string or an integer, and is NaN",
                "{\"id\":-Infinity,\"text\":\"x\"} | Field 'id' must be a string or an integer, and is infinite",
                "{\"id\":1e400,\"text\":\"x\"}     | Field 'id' must be a string or an integer, and is infinite",
                "{\"id\":17.5,\"text\":\"x\"}      | Field 'id' must be a string or an integer, and is a number "
                        + "with a fraction",
                "{\"id\":1e17,\"text\":\"x\"}      | Field 'id' must be a string or an integer, and is a number "
                        + "with a point or an exponent beyond 2^53, where not all integers are exact",
                "{\"id\":true,\"text\":\"x\"}      | Field 'id' must be a string or an integer, and is a boolean",
                "{\"id\":\"a\",\"text\":NaN}       | Field 'text' must be a string, and is NaN",
                "{\"id\":\"a\",\"text\":17}        | Field 'text' must be a string, and is an integer",
                "{\"id\":\"a\",\"text\":{}}        | Field 'text' must be a string, and is an object",
                "{\"id\":\"a\",\"text\":null}      | The JSON object has null as 'text'",
                "{\"id\":\"a\",\"payload\":{\"text\":\"x\"}} | The JSON object has no field 'text'; there is a "
                        + "field 'payload.text'",
                "[]                                | The value must be one JSON object, and is an array, which "
                        + "begins with [",
                "[                                 | The value is not JSON: it begins with [, expected one "
                        + "object that begins with {",
            })
    void a_detail_says_what_was_expected_and_what_was_found(String value, String detail) {
        assertThat(JSON.parse(record(value)).deadLetter().detail()).isEqualTo(detail);
    }

    @ParameterizedTest
    @CsvSource({
        "17, 17",
        "17.0, 17",
        "1.7e1, 17",
        "-0.0, 0",
        "9007199254740992.0, 9007199254740992",
        "12345678901234567890123, 12345678901234567890123"
    })
    void a_whole_number_is_an_id_however_it_is_written(String number, String id) {
        assertThat(JSON.parse(record("{\"id\":" + number + ",\"text\":\"x\"}"))
                        .text()
                        .id())
                .isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1.0, 1", "true, true", "false, false", "-3, -3"})
    void integers_and_booleans_are_labels(String value, String label) {
        ParseResult parsed = json("\"label\":" + value);

        assertThat(parsed.text().label()).isEqualTo(label);
        assertThat(parsed.text().ignored()).isEmpty();
        assertThat(LABELS.parse(record("{\"id\":\"a\",\"label\":" + value + "}"))
                        .text()
                        .text())
                .isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource({
        "label, NaN",
        "label, 0.5",
        "label, []",
        "label, {}",
        "timestamp, NaN",
        "timestamp, true",
        "timestamp, [1]",
        "timestamp, 1e300",
        "segment, NaN",
        "segment, []",
        "segment, -Infinity"
    })
    void a_bad_optional_field_is_left_out_and_named(String field, String value) {
        ParseResult parsed = json("\"" + field + "\":" + value);

        assertThat(parsed.deadLetter()).isNull();
        assertThat(parsed.text().ignored()).containsExactly(field);
        assertThat(parsed.text().label()).isNull();
        assertThat(parsed.text().segment()).isEmpty();
        assertThat(parsed.timestampMillis()).isEqualTo(1_000);
    }

    @Test
    void all_bad_optional_fields_are_named() {
        assertThat(json("\"label\":[],\"segment\":[],\"timestamp\":[]").text().ignored())
                .containsExactly("label", "segment", "timestamp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "0.5", "[]", "null"})
    void a_label_that_comes_by_itself_is_required(String value) {
        ParseResult parsed = LABELS.parse(record("{\"id\":\"a\",\"label\":" + value + "}"));

        assertThat(parsed.text()).isNull();
        assertThat(parsed.deadLetter().reason()).isIn(Reason.INVALID_FIELD, Reason.MISSING_FIELD);
    }

    @Test
    void names_with_dots_lead_into_objects_for_every_field() {
        ParseResult parsed = CHANGES.parse(record("{\"payload\":{\"op\":\"u\",\"before\":null,\"ts_ms\":5,\"after\":"
                + "{\"id\":7,\"text\":\"x\",\"label\":\"good\",\"lang\":\"en\"}}}"));

        assertThat(parsed.text().id()).isEqualTo("7");
        assertThat(parsed.text().text()).isEqualTo("x");
        assertThat(parsed.text().label()).isEqualTo("good");
        assertThat(parsed.text().segment()).isEqualTo("en");
        assertThat(parsed.timestampMillis()).isEqualTo(5);
    }

    @Test
    void a_change_event_without_its_optional_objects_has_no_optional_values() {
        TextParser parser = new TextParser(TextRules.of(
                RecordFormat.JSON, new RecordFields("id", "text", "meta.label", "meta.at", "meta.lang"), 100));

        ParseResult parsed = parser.parse(record("{\"id\":1,\"text\":\"x\",\"meta\":null}"));

        assertThat(parsed.text().label()).isNull();
        assertThat(parsed.text().ignored()).isEmpty();
    }

    @Test
    void a_change_event_of_a_deletion_is_a_tombstone() {
        ParseResult parsed = CHANGES.parse(record("{\"payload\":{\"op\":\"d\",\"before\":{\"id\":7},\"after\":null}}"));

        assertRefused(parsed, Reason.TOMBSTONE);
        assertThat(parsed.deadLetter().detail()).contains("'payload.after' is null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a.b.c\":\"right\",\"a\":{\"b\":{\"c\":\"wrong\"}},\"a.b\":{\"c\":\"wrong\"}}",
                "{\"a.b\":{\"c\":\"right\"},\"a\":{\"b\":{\"c\":\"wrong\"}}}",
                "{\"a.b\":\"no object\",\"a\":{\"b.c\":\"right\",\"b\":{\"c\":\"wrong\"}}}",
                "{\"a.b\":null,\"a\":{\"b\":{\"c\":\"right\"}}}"
            })
    void a_field_whose_own_name_has_dots_comes_first(String value) throws IOException {
        assertThat(new FieldPath("a.b.c")
                        .in(JsonMapper.builder().build().readTree(value))
                        .textValue())
                .isEqualTo("right");
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

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -62_135_596_800_001L, 253_402_300_800_000L, Long.MAX_VALUE})
    void an_event_time_lies_within_the_years_1_to_9999_whatever_the_source_has(long timestamp) {
        RawRecord source = new RawRecord("texts", 3, 14, timestamp, timestamp, null, new byte[] {'x'}, List.of());

        assertThat(PLAIN.parse(source).timestampMillis()).isBetween(EventTime.EARLIEST, EventTime.LATEST);
    }

    private static byte[] bytes(byte[] rest, int... start) {
        byte[] bytes = new byte[start.length + rest.length];
        for (int i = 0; i < start.length; i++) {
            bytes[i] = (byte) start[i];
        }
        System.arraycopy(rest, 0, bytes, start.length, rest.length);
        return bytes;
    }

    @Test
    void a_limit_that_lets_no_text_through_is_rejected() {
        assertThatThrownBy(() -> new TextParser(TextRules.of(RecordFormat.JSON, RecordFields.DEFAULT, 0)))
                .hasMessageContaining("and is 0");
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
