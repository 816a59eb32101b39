package dev.parallax.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.text.DeadLetter.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Parsers and records of the tests of {@link TextParser}. */
final class TextParsers {

    static final TextParser JSON = new TextParser(
            TextRules.of(RecordFormat.JSON, new RecordFields("id", "text", "label", "timestamp", "segment"), 100));

    static final TextParser PLAIN = new TextParser(TextRules.of(RecordFormat.TEXT, RecordFields.DEFAULT, 100));

    private TextParsers() {}

    static RawRecord record(byte[] value) {
        return new RawRecord("texts", 3, 14, 1_000, 2_000, null, value, List.of());
    }

    static RawRecord record(String value) {
        return record(value.getBytes(StandardCharsets.UTF_8));
    }

    static void assertRefused(ParseResult parsed, Reason reason) {
        assertThat(parsed.text()).isNull();
        assertThat(parsed.deadLetter()).isNotNull();
        assertThat(parsed.deadLetter().reason()).isEqualTo(reason);
        assertThat(parsed.deadLetter().detail()).isNotBlank();
    }

    static ParseResult json(String fields) {
        return JSON.parse(record("{\"id\":\"a\",\"text\":\"x\"," + fields + "}"));
    }
}
