package dev.parallax.text;

import static dev.parallax.text.TextParsers.JSON;
import static dev.parallax.text.TextParsers.PLAIN;
import static dev.parallax.text.TextParsers.assertRefused;
import static dev.parallax.text.TextParsers.json;
import static dev.parallax.text.TextParsers.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.text.DeadLetter.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are read, and the reasons and details of those that are not. */
class TextParserTest {

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

    @Test
    void a_limit_that_lets_no_text_through_is_rejected() {
        assertThatThrownBy(() -> new TextParser(TextRules.of(RecordFormat.JSON, RecordFields.DEFAULT, 0)))
                .hasMessageContaining("and is 0");
    }
}
