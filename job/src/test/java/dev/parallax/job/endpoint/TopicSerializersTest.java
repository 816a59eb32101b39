package dev.parallax.job.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.Encoding;
import dev.parallax.infer.ScoredText;
import dev.parallax.job.endpoint.topic.OutputTopic;
import dev.parallax.job.endpoint.topic.SizedOutput;
import dev.parallax.job.endpoint.topic.TopicRules;
import dev.parallax.job.wire.DisagreementJson;
import dev.parallax.job.wire.PredictionJson;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.SparkNlpReading;
import dev.parallax.text.DeadLetter;
import dev.parallax.text.RawRecord;
import dev.parallax.text.TextRecord;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Rules of topics that hold for the records of all serializers: keys, sizes, timestamps. */
class TopicSerializersTest {

    @Test
    void in_a_compacted_topic_every_record_has_a_key_and_no_dead_letter_deletes_another() {
        // Given
        OutputTopic compacted =
                OutputTopic.of("compacted", TopicRules.of(Map.of("cleanup.policy", "compact,delete")::get));
        RawRecord keyless = new RawRecord("texts", 3, 14, 5, 5, null, Records.bytes("{}"), List.of());
        RawRecord tombstone = new RawRecord("texts", 3, 15, 5, 5, Records.bytes("key"), null, List.of());
        ScoredText scored = new ScoredText(
                new TextRecord("7", "good", null, "", 5, keyless), Encoding.of(1), Records.PREDICTION, 1);
        Comparison compared = new Comparison(
                scored,
                Comparison.SPARK_NLP,
                Comparison.Outcome.DISAGREED,
                null,
                0.7,
                new SparkNlpReading(false, List.of(), 0, null, null),
                "");
        DeadLetterSerializer letters = new DeadLetterSerializer(compacted);
        // Then
        assertThat(new PredictionSerializer(compacted, new PredictionJson(false))
                        .serialize(scored, null, null)
                        .key())
                .isEqualTo(Records.bytes("7"));
        assertThat(new DisagreementSerializer(compacted, new DisagreementJson(false))
                        .serialize(compared, null, null)
                        .key())
                .isEqualTo(Records.bytes(compared.shadowName() + "/7"));
        assertThat(letters.serialize(new DeadLetter(DeadLetter.Reason.INVALID_JSON, "", keyless), null, null)
                        .key())
                .isEqualTo(Records.bytes("texts-3@14"));
        ProducerRecord<byte[], byte[]> dead =
                letters.serialize(new DeadLetter(DeadLetter.Reason.TOMBSTONE, "", tombstone), null, null);
        assertThat(dead.key()).isEqualTo(Records.bytes("key"));
        assertThat(dead.value()).isNotNull().isEmpty();
        assertThat(Records.headers(dead)).contains(Records.header("parallax.reason", "TOMBSTONE"));
    }

    @Test
    void a_report_that_is_larger_than_its_topic_takes_is_counted_and_not_written() throws Exception {
        // Given
        Counters counters = new Counters();
        WindowResultSerializer<String> serializer = new WindowResultSerializer<>(
                new SizedOutput("quality", 200), Records::bytes, value -> "key", value -> 1_700_000_000_000L);
        serializer.open(counters, null);
        // Then
        assertThat(serializer.serialize("small", null, null).timestamp()).isEqualTo(1_700_000_000_000L);
        assertThat(serializer.serialize("large".repeat(40), null, null)).isNull();
        assertThat(counters.count("reportsTooLarge")).isEqualTo(1);
    }

    @Test
    void results_with_another_timestamp_are_counted() throws Exception {
        // Given
        Counters counters = new Counters();
        DeadLetterSerializer serializer = new DeadLetterSerializer(OutputTopic.of("dead", TopicRules.KAFKAS_DEFAULT));
        serializer.open(counters, null);
        // When: years ago, years ahead, without a timestamp, and now
        for (long millis : new long[] {1_600_000_000_000L, Long.MAX_VALUE, -1, System.currentTimeMillis()}) {
            RawRecord source = new RawRecord("texts", 3, 14, millis, 5, null, null, List.of());
            var unused = serializer.serialize(new DeadLetter(DeadLetter.Reason.TOMBSTONE, "", source), null, null);
        }
        // Then
        assertThat(counters.count("timestampsReplaced")).isEqualTo(2);
        assertThat(counters.count("resultsBeyondRetention")).isEqualTo(1);
    }
}
