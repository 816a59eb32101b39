package dev.parallax.job.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.text.DeadLetter;
import dev.parallax.text.ParseResult;
import dev.parallax.text.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Reads Kafka records as texts. */
class TextDeserializerTest {

    @Test
    void a_consumed_record_is_read_with_key_headers_timestamp_and_position() throws Exception {
        // Given
        RecordHeaders headers = new RecordHeaders();
        Records.RAW.headers().forEach(header -> headers.add(header.key(), header.value()));
        ConsumerRecord<byte[], byte[]> consumed = new ConsumerRecord<>(
                "texts",
                3,
                14,
                1_700_000_000_000L,
                TimestampType.CREATE_TIME,
                3,
                20,
                Records.RAW.key(),
                Records.RAW.value(),
                headers,
                Optional.empty());
        List<ParseResult> out = new ArrayList<>();
        long before = System.currentTimeMillis();
        // When
        new TextDeserializer(Records.CONFIG.parser(), Map.of(), Duration.ofDays(1))
                .deserialize(consumed, new ListCollector<>(out));
        // Then
        RawRecord source = out.get(0).text().source();
        assertThat(out).hasSize(1);
        assertThat(out.get(0).text().text()).isEqualTo("Grüße");
        assertThat(source.readMillis()).isBetween(before, System.currentTimeMillis());
        assertThat(withReadMillis(source, Records.RAW.readMillis())).isEqualTo(Records.RAW);
    }

    @Test
    void a_tombstone_becomes_a_dead_letter() throws Exception {
        List<ParseResult> out = new ArrayList<>();
        new TextDeserializer(Records.CONFIG.parser(), Map.of(), Duration.ofDays(1))
                .deserialize(new ConsumerRecord<>("texts", 0, 0, null, null), new ListCollector<>(out));
        assertThat(out)
                .singleElement()
                .extracting(parsed -> parsed.deadLetter().reason())
                .isEqualTo(DeadLetter.Reason.TOMBSTONE);
    }

    @Test
    void an_event_time_far_ahead_of_the_clock_becomes_a_dead_letter_that_takes_no_event_time_with_it()
            throws Exception {
        // Given
        long now = System.currentTimeMillis();
        TextDeserializer deserializer = new TextDeserializer(Records.CONFIG.parser(), Map.of(), Duration.ofMinutes(10));
        List<ParseResult> out = new ArrayList<>();
        // When
        for (long timestamp : new long[] {now, now + 3_600_000, now * 1000}) {
            byte[] value = "{\"id\":\"1\",\"text\":\"good\"}".getBytes(StandardCharsets.UTF_8);
            deserializer.deserialize(
                    new ConsumerRecord<>(
                            "texts",
                            0,
                            0,
                            timestamp,
                            TimestampType.CREATE_TIME,
                            0,
                            value.length,
                            null,
                            value,
                            new RecordHeaders(),
                            Optional.empty()),
                    new ListCollector<>(out));
        }
        // Then
        assertThat(out.get(0).deadLetter()).isNull();
        assertThat(out.subList(1, 3)).allSatisfy(parsed -> {
            assertThat(parsed.deadLetter().reason()).isEqualTo(DeadLetter.Reason.INVALID_FIELD);
            assertThat(parsed.deadLetter().detail()).contains("600000 ms ahead of the clock at most");
            assertThat(parsed.timestampMillis()).isLessThanOrEqualTo(System.currentTimeMillis());
        });
    }

    private static RawRecord withReadMillis(RawRecord source, long readMillis) {
        return new RawRecord(
                source.topic(),
                source.partition(),
                source.offset(),
                source.timestampMillis(),
                readMillis,
                source.key(),
                source.value(),
                source.headers());
    }
}
