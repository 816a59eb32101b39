package dev.parallax.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.text.DeadLetter.Reason;
import dev.parallax.text.TextParser.Fields;
import dev.parallax.text.TextParser.Format;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextParserTest {

    private static final TextParser JSON = new TextParser(Format.JSON, Fields.DEFAULT, 100);
    private static final TextParser PLAIN = new TextParser(Format.TEXT, Fields.DEFAULT, 100);

    private static RawRecord record(byte[] value) {
        return new RawRecord("texts", 3, 14, 1_000, 2_000, null, value, List.of());
    }

    private static RawRecord record(String value) {
        return record(value.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(Parsed parsed, Reason reason) {
        assertThat(parsed.text()).isNull();
        assertThat(parsed.deadLetter()).isNotNull();
        assertThat(parsed.deadLetter().reason()).isEqualTo(reason);
        assertThat(parsed.deadLetter().detail()).isNotBlank();
    }

    @Test
    void a_json_object_gives_id_text_label_and_timestamp() {
        Parsed parsed = JSON.parse(
                record("{\"id\":\"a1\",\"text\":\"Nice 😀\",\"label\":\"positive\",\"timestamp\":77,\"lang\":\"en\"}"));

        assertThat(parsed.deadLetter()).isNull();
        assertThat(parsed.text().id()).isEqualTo("a1");
        assertThat(parsed.text().text()).isEqualTo("Nice 😀");
        assertThat(parsed.text().label()).isEqualTo("positive");
        assertThat(parsed.timestampMillis()).isEqualTo(77);
    }

    @Test
    void label_and_timestamp_may_be_missing_or_null() {
        Parsed parsed = JSON.parse(record("{\"id\":7,\"text\":\"x\",\"label\":null}"));

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
        TextParser parser = new TextParser(Format.JSON, new Fields("key", "body", "truth", "at", ""), 100);

        Parsed parsed = parser.parse(record("{\"key\":\"k\",\"body\":\"b\",\"truth\":\"t\",\"at\":9}"));

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
                "{\"id\":\"a\",\"text\":\"x\",\"label\":1} | INVALID_FIELD",
                "{\"id\":\"a\",\"text\":\"x\",\"timestamp\":\"yesterday\"} | INVALID_FIELD",
                "{\"id\":\"a\",\"text\":\"x\",\"timestamp\":1.5} | INVALID_FIELD",
                "{\"id\":\"a\",\"text\":\"\"}          | EMPTY_TEXT",
                "{\"id\":\"a\",\"text\":\"\\ud83d\"}   | INVALID_UTF8",
                "{\"id\":\"a\",\"text\":\"\\ude00 x\"} | INVALID_UTF8",
            })
    void what_is_no_text_record_is_refused_with_its_reason(String value, Reason reason) {
        assertRefused(JSON.parse(record(value)), reason);
    }

    @Test
    void a_tombstone_is_refused() {
        assertRefused(JSON.parse(record((byte[]) null)), Reason.TOMBSTONE);
        assertRefused(PLAIN.parse(record((byte[]) null)), Reason.TOMBSTONE);
    }

    @Test
    void an_empty_value_is_refused() {
        assertRefused(JSON.parse(record("")), Reason.INVALID_JSON);
        assertRefused(PLAIN.parse(record("")), Reason.EMPTY_TEXT);
    }

    @Test
    void bytes_that_are_not_utf8_are_refused_and_kept() {
        byte[] broken = {'o', 'k', (byte) 0xC3, '('};

        Parsed parsed = PLAIN.parse(record(broken));

        assertRefused(parsed, Reason.INVALID_UTF8);
        assertThat(parsed.deadLetter().source().value()).isEqualTo(broken);
    }

    @Test
    void a_text_over_the_limit_is_refused_with_both_lengths() {
        Parsed parsed = PLAIN.parse(record("x".repeat(101)));

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
    @ValueSource(strings = {"secret words {\"id\"", "{\"id\":\"a\",\"text\":\"x\",\"timestamp\":\"secret\"}"})
    void no_detail_quotes_the_record(String value) {
        assertThat(JSON.parse(record(value)).deadLetter().detail()).doesNotContain("secret");
    }

    @ParameterizedTest
    @MethodSource("beyondTheParser")
    void json_beyond_a_limit_of_its_parser_is_a_dead_letter_even_in_a_field_that_is_not_used(String meta) {
        Parsed parsed = JSON.parse(record("{\"id\":\"a\",\"text\":\"x\",\"meta\":" + meta + "}"));

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
        TextParser parser = new TextParser(Format.JSON, Fields.DEFAULT, Integer.MAX_VALUE);

        assertThat(parser.parse(record("{\"id\":\"a\",\"text\":\"" + long20m + "\"}"))
                        .text()
                        .text())
                .hasSize(20_000_001);
        assertRefused(JSON.parse(record("{\"id\":\"a\",\"text\":\"" + long20m + "\"}")), Reason.TEXT_TOO_LONG);
    }

    @Property(tries = 500)
    void no_bytes_at_all_make_the_parser_throw(@ForAll byte[] value) {
        Parsed json = JSON.parse(record(value));
        Parsed plain = PLAIN.parse(record(value));

        assertThat(json.text() == null).isNotEqualTo(json.deadLetter() == null);
        assertThat(plain.text() == null).isNotEqualTo(plain.deadLetter() == null);
    }

    @Test
    void a_limit_that_lets_no_text_through_is_refused() {
        assertThatThrownBy(() -> new TextParser(Format.JSON, Fields.DEFAULT, 0)).hasMessageContaining("not 0");
    }

    @Test
    void an_object_behind_a_schema_s_number_is_read() {
        // Given
        TextParser parser = new TextParser(Format.CONFLUENT_JSON, Fields.DEFAULT, 100);
        // When
        Parsed parsed = parser.parse(record("\u0000\u0000\u0000\u0001\u0002{\"id\":1,\"text\":\"good\"}"));
        // Then
        assertThat(parsed.text()).isNotNull();
        assertThat(parsed.text().id()).isEqualTo("1");
        assertThat(parsed.text().text()).isEqualTo("good");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":1,\"text\":\"good\"}", "", "\u0000\u0000\u0000\u0001"})
    void a_value_without_a_schema_s_number_is_a_dead_letter_where_one_must_be_there(String value) {
        TextParser parser = new TextParser(Format.CONFLUENT_JSON, Fields.DEFAULT, 100);
        assertRefused(parser.parse(record(value)), Reason.INVALID_FRAMING);
    }

    @Test
    void avro_is_not_read_without_its_schemas() {
        TextParser parser = new TextParser(Format.CONFLUENT_AVRO, Fields.DEFAULT, 100);
        assertThatThrownBy(() -> parser.parse(record("x"))).isInstanceOf(IllegalStateException.class);
    }
}
