package dev.parallax.text;

import static dev.parallax.text.TextParsers.JSON;
import static dev.parallax.text.TextParsers.PLAIN;
import static dev.parallax.text.TextParsers.assertRefused;
import static dev.parallax.text.TextParsers.json;
import static dev.parallax.text.TextParsers.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.text.DeadLetter.Reason;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields of JSON records: names, labels, timestamps, and what happens to an optional one that cannot be read. */
class TextParserFieldsTest {

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

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -62_135_596_800_001L, 253_402_300_800_000L, Long.MAX_VALUE})
    void an_event_time_lies_within_the_years_1_to_9999_whatever_the_source_has(long timestamp) {
        RawRecord source = new RawRecord("texts", 3, 14, timestamp, timestamp, null, new byte[] {'x'}, List.of());

        assertThat(PLAIN.parse(source).timestampMillis()).isBetween(EventTime.EARLIEST, EventTime.LATEST);
    }
}
