package dev.parallax.job.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.encode.Encoding;
import dev.parallax.infer.ScoredText;
import dev.parallax.job.endpoint.file.LineParser;
import dev.parallax.job.wire.DeadLetterJson;
import dev.parallax.job.wire.PredictionJson;
import dev.parallax.text.DeadLetter;
import dev.parallax.text.DeadLetter.Reason;
import dev.parallax.text.EpochUnit;
import dev.parallax.text.HostileValues;
import dev.parallax.text.ParseResult;
import dev.parallax.text.RawRecord;
import dev.parallax.text.RecordFields;
import dev.parallax.text.RecordFormat;
import dev.parallax.text.TextParser;
import dev.parallax.text.TextRecord;
import dev.parallax.text.TextRules;
import dev.parallax.text.TextRules.Content;
import dev.parallax.text.TextRules.ControlCharacters;
import dev.parallax.text.file.FileFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Checks that any bytes become a text or a dead letter with all of its bytes, which can be written. jqwik prints the
 * seed of a failure.
 */
class HostileBytesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long LARGEST_TIME = 253_402_300_799_999L;
    private static final List<RecordFields> FIELDS = List.of(
            new RecordFields("id", "text", "label", "timestamp", "lang"),
            new RecordFields("payload.after.id", "payload.after.text", "a.b", "payload.timestamp", "."),
            new RecordFields("", ".", "..", "a..b", "\u0000"));

    @Property(tries = 10_000, shrinking = ShrinkingMode.OFF)
    void a_record_of_a_topic_is_a_text_or_a_dead_letter(@ForAll long seed) throws IOException {
        // Given
        Random random = new Random(seed);
        RecordFormat format = any(random, RecordFormat.JSON, RecordFormat.TEXT, RecordFormat.CONFLUENT_JSON);
        TextParser parser = new TextParser(new TextRules(
                format,
                any(random, Content.values()),
                FIELDS.get(random.nextInt(FIELDS.size())),
                1 + random.nextInt(1_000),
                any(random, EpochUnit.values()),
                any(random, ControlCharacters.values())));
        ConsumerRecord<byte[], byte[]> consumed = consumed(random);
        List<ParseResult> out = new ArrayList<>();
        // When
        new TextDeserializer(parser, Map.of(), Duration.ofMinutes(random.nextInt(100)))
                .deserialize(consumed, new ListCollector<>(out));
        // Then
        assertThat(out).hasSize(1);
        RawRecord source = requireAccounted(out.get(0));
        assertThat(source.value()).isEqualTo(consumed.value());
        assertThat(source.key()).isEqualTo(consumed.key());
        assertThat(source.headers()).hasSize(consumed.headers().toArray().length);
        assertThat(source.timestampMillis()).isEqualTo(consumed.timestamp());
    }

    @Property(tries = 5_000, shrinking = ShrinkingMode.OFF)
    void a_line_of_a_file_is_blank_or_a_text_or_a_dead_letter(@ForAll long seed) throws IOException {
        // Given
        Random random = new Random(seed);
        FileFormat format = any(random, FileFormat.JSON, FileFormat.TSV, FileFormat.TSV_ESCAPED, FileFormat.TEXT);
        LineParser parser = new LineParser(format, Records.CONFIG);
        byte[] line = HostileValues.line(random);
        // When
        boolean skipped = parser.skips(line, false);
        ParseResult parsed =
                parser.parse(new RawRecord("in", 0, 5, HostileValues.timestamp(random), 2, null, line, List.of()));
        // Then
        assertThat(skipped).isEqualTo(new String(line, StandardCharsets.ISO_8859_1).matches("[ \\x0b\\f]*"));
        assertThat(requireAccounted(parsed).value()).isEqualTo(line);
    }

    /** Checks that a result can be written, and returns its source. */
    private static RawRecord requireAccounted(ParseResult parsed) throws IOException {
        assertThat(parsed.text() == null).isNotEqualTo(parsed.deadLetter() == null);
        assertThat(parsed.timestampMillis()).isLessThanOrEqualTo(LARGEST_TIME);
        if (parsed.text() != null) {
            requireWritable(parsed.text());
            return parsed.text().source();
        }
        DeadLetter letter = parsed.deadLetter();
        assertThat(letter.reason()).isNotEqualTo(Reason.UNEXPECTED);
        assertThat(letter.detail()).isNotBlank();
        JsonNode json = JSON.readTree(new DeadLetterJson().write(letter));
        byte[] value = letter.source().value();
        if (value == null) {
            assertThat(json.get("value").isNull()).isTrue();
        } else if (json.has("valueBase64")) {
            assertThat(json.get("valueBase64").binaryValue()).isEqualTo(value);
        } else {
            assertThat(json.get("value").textValue().getBytes(StandardCharsets.UTF_8))
                    .isEqualTo(value);
        }
        return letter.source();
    }

    private static void requireWritable(TextRecord text) throws IOException {
        ScoredText scored = new ScoredText(text, Encoding.of(1), Records.PREDICTION, 1);
        PredictionJson json = new PredictionJson(true);
        byte[] written = json.write(scored);
        assertThat((long) written.length).isLessThanOrEqualTo(json.mostBytes(scored));
        assertThat(JSON.readTree(written).get("text").textValue()).isEqualTo(text.text());
        assertThat(text.text()).isNotEmpty();
    }

    @SafeVarargs
    private static <T> T any(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }

    private static ConsumerRecord<byte[], byte[]> consumed(Random random) {
        RecordHeaders headers = new RecordHeaders();
        for (int i = random.nextInt(4); i > 0; i--) {
            headers.add("h" + random.nextInt(3), HostileValues.bytes(random));
        }
        byte[] value = HostileValues.value(random);
        return new ConsumerRecord<>(
                "texts",
                random.nextInt(3),
                random.nextInt(1_000),
                HostileValues.timestamp(random),
                TimestampType.CREATE_TIME,
                0,
                value == null ? -1 : value.length,
                HostileValues.bytes(random),
                value,
                headers,
                Optional.empty());
    }
}
