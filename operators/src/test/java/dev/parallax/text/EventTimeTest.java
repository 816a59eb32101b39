package dev.parallax.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"2026-01-31T12:00:00Z\"                        | 2026-01-31T12:00:00Z",
                "\"2026-01-31t12:00:00z\"                        | 2026-01-31T12:00:00Z",
                "\"2026-01-31T12:00Z\"                           | 2026-01-31T12:00:00Z",
                "\"2026-01-31 12:00:00Z\"                        | 2026-01-31T12:00:00Z",
                "\"2026-01-31 12:00:00 UTC\"                     | 2026-01-31T12:00:00Z",
                "\"2026-01-31T12:00:00+01:00\"                   | 2026-01-31T11:00:00Z",
                "\"2026-01-31T12:00:00+0100\"                    | 2026-01-31T11:00:00Z",
                "\"2026-01-31T12:00:00+01\"                      | 2026-01-31T11:00:00Z",
                "\"2026-01-31T12:00:00-03:30\"                   | 2026-01-31T15:30:00Z",
                "\"2026-01-31T12:00:00-00:30\"                   | 2026-01-31T12:30:00Z",
                "\"2026-01-31 12:00:00 +0100\"                   | 2026-01-31T11:00:00Z",
                "\"2026-01-31T12:00:00+01:00[Europe/Berlin]\"    | 2026-01-31T11:00:00Z",
                "\"20260131T120000Z\"                            | 2026-01-31T12:00:00Z",
                "\"2026-01-31T12:00:00.5Z\"                      | 2026-01-31T12:00:00.5Z",
                "\"2026-01-31T12:00:00,123456789Z\"              | 2026-01-31T12:00:00.123Z",
                "\"2026-01-31T12:00:00.1234567890123Z\"          | 2026-01-31T12:00:00.123Z",
                "\"2026-01-31T24:00:00Z\"                        | 2026-02-01T00:00:00Z",
                "\"2026-01-31T23:59:60Z\"                        | 2026-01-31T23:59:59Z",
                "\" 2026-01-31T12:00:00Z \"                      | 2026-01-31T12:00:00Z",
                "\"0001-01-01T00:00:00Z\"                        | 0001-01-01T00:00:00Z",
                "1769860800000                                   | 2026-01-31T12:00:00Z",
                "1769860800000.0                                 | 2026-01-31T12:00:00Z",
                "1.7698608E12                                    | 2026-01-31T12:00:00Z",
                "1769860800000.75                                | 2026-01-31T12:00:00Z",
                "\"1769860800000\"                               | 2026-01-31T12:00:00Z",
                "\"1769860800000.0\"                             | 2026-01-31T12:00:00Z",
                "0                                               | 1970-01-01T00:00:00Z",
                "-1                                              | 1969-12-31T23:59:59.999Z",
                "77                                              | 1970-01-01T00:00:00.077Z",
            })
    void times_are_read_as_clients_write_them(String value, String instant) throws IOException {
        assertThat(EventTime.of(JSON.readTree(value), EpochUnit.MILLISECONDS))
                .hasValue(Instant.parse(instant).toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"yesterday\"",
                "\"2026-01-31\"",
                "\"2026-01-31T12:00:00\"",
                "\"2026-01-31T12Z\"",
                "\"12:00:00Z\"",
                "\"2026-02-30T12:00:00Z\"",
                "\"2026-01-31T12:00:00+19:00\"",
                "\"2026-01-31T12:61:00Z\"",
                "\"0000-12-31T12:00:00Z\"",
                "\"0001-01-01T00:00:00+01:00\"",
                "\"+12026-01-31T12:00:00Z\"",
                "\"1e12\"",
                "\"NaN\"",
                "1769860800",
                "\"1769860800\"",
                "1769860800.25",
                "1769860800000000",
                "1769860800000000000",
                "9223372036854775807",
                "-9223372036854775808",
                "1e300",
                "NaN",
                "Infinity",
                "true",
                "[1769860800000]",
                "{}",
            })
    void values_that_are_not_a_time_or_ambiguous_are_not_read(String value) throws IOException {
        assertThat(EventTime.of(JSON.readTree(value), EpochUnit.MILLISECONDS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SECONDS, 1769860800",
        "SECONDS, 1769860800.0004",
        "MILLISECONDS, 1769860800000",
        "MICROSECONDS, 1769860800000000",
        "NANOSECONDS, 1769860800000000000"
    })
    void numbers_count_in_the_unit_that_is_configured(EpochUnit unit, String number) throws IOException {
        long noon = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli();

        assertThat(EventTime.of(JSON.readTree(number), unit)).hasValue(noon);
        assertThat(EventTime.of(JSON.readTree("\"" + number + "\""), unit)).hasValue(noon);
        assertThat(EventTime.of(JSON.readTree("\"2026-01-31T12:00:00Z\""), unit))
                .hasValue(noon);
    }

    @Property(tries = 500)
    void an_instant_is_read_as_itself_with_any_offset(
            @ForAll @LongRange(min = -62_000_000_000_000L, max = 253_000_000_000_000L) long millis,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes) {
        String text = Instant.ofEpochMilli(millis)
                .atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60))
                .toString();

        assertThat(EventTime.of(JsonNodeFactory.instance.textNode(text), EpochUnit.MILLISECONDS))
                .hasValue(millis);
    }

    @Property(tries = 2000)
    void no_text_makes_it_throw(@ForAll("times") String text, @ForAll EpochUnit unit) {
        EventTime.of(JsonNodeFactory.instance.textNode(text), unit)
                .ifPresent(millis -> assertThat(millis).isBetween(EventTime.EARLIEST, EventTime.LATEST));
    }

    @Provide
    Arbitrary<String> times() {
        return Arbitraries.strings().withChars("0123456789-+:.,TtZz []e").ofMaxLength(40);
    }
}
