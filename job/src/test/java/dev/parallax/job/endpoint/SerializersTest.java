package dev.parallax.job.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallax.encode.Encoding;
import dev.parallax.infer.Prediction;
import dev.parallax.infer.ScoredText;
import dev.parallax.infer.model.ModelId;
import dev.parallax.job.endpoint.topic.OutputTopic;
import dev.parallax.job.endpoint.topic.RecordSize;
import dev.parallax.job.endpoint.topic.SizedOutput;
import dev.parallax.job.endpoint.topic.TopicRules;
import dev.parallax.job.wire.DeadLetterJson;
import dev.parallax.job.wire.DisagreementJson;
import dev.parallax.job.wire.PredictionJson;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.EncodingDiff;
import dev.parallax.shadow.ShadowAnswer;
import dev.parallax.shadow.SparkNlpReading;
import dev.parallax.text.DeadLetter;
import dev.parallax.text.Header;
import dev.parallax.text.ParseResult;
import dev.parallax.text.RawRecord;
import dev.parallax.text.TextRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class SerializersTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Comparison LONG_COMPARISON = new Comparison(
            new ScoredText(
                    new TextRecord("7", "Grüße ".repeat(100), null, "", 0, Records.RAW),
                    Encoding.of(101, 7, 102),
                    Records.PREDICTION,
                    42),
            Comparison.SPARK_NLP,
            Comparison.Outcome.DISAGREED,
            Records.COMPARISON.shadow(),
            0.7,
            new SparkNlpReading(
                    false,
                    Records.COMPARISON.classes(),
                    0,
                    new EncodingDiff(
                            1,
                            List.of(new EncodingDiff.Segment(EncodingDiff.Side.SHADOW, List.of("[UNK]".repeat(50)))),
                            0,
                            1,
                            1),
                    Records.COMPARISON.attribution()),
            "");

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
        TextDeserializer schema = new TextDeserializer(Records.CONFIG.parser(), Map.of(), Duration.ofMinutes(10));
        List<ParseResult> out = new ArrayList<>();
        // When
        for (long timestamp : new long[] {now, now + 3_600_000, now * 1000}) {
            byte[] value = "{\"id\":\"1\",\"text\":\"good\"}".getBytes(StandardCharsets.UTF_8);
            schema.deserialize(
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

    @Test
    void a_prediction_names_the_optional_fields_that_could_not_be_read() throws IOException {
        // Given
        TextRecord text = new TextRecord("7", "x", null, "", 0, Records.RAW, List.of("label", "timestamp"));
        ScoredText scored = new ScoredText(text, Encoding.of(1), Records.PREDICTION, 1);
        // When
        byte[] json = new PredictionJson(true).write(scored);
        // Then
        assertThat(JSON.readTree(json).path("ignored"))
                .extracting(JsonNode::textValue)
                .containsExactly("label", "timestamp");
        assertThat(JSON.readTree(new PredictionJson(true).write(Records.SCORED)).has("ignored"))
                .isFalse();
        assertThat((long) json.length).isLessThanOrEqualTo(new PredictionJson(true).mostBytes(scored));
    }

    @Test
    void a_prediction_is_written_as_json_with_the_records_key_headers_and_timestamp() {
        // When
        ProducerRecord<byte[], byte[]> result = new PredictionSerializer(
                        new SizedOutput("predictions", Long.MAX_VALUE), new PredictionJson(false))
                .serialize(Records.SCORED, null, 1L);
        // Then
        assertThat(new String(result.value(), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":\"7\",\"label\":\"positive\",\"score\":0.9,\"scores\":{\"negative\":0.1,"
                        + "\"positive\":0.9},\"tokens\":3,\"truncated\":false,\"model\":{\"name\":\"sentiment\","
                        + "\"fingerprint\":\"0123456789abcdef\"},\"latencyMs\":42}");
        assertThat(result.topic()).isEqualTo("predictions");
        assertThat(result.partition()).isNull();
        assertThat(result.timestamp()).isEqualTo(1_700_000_000_000L);
        assertThat(result.key()).isEqualTo(Records.RAW.key());
        assertThat(headers(result)).isEqualTo(Records.RAW.headers());
    }

    @Test
    void text_and_truncation_are_written_where_they_are_wanted_and_there() throws IOException {
        // Given
        ScoredText cut = new ScoredText(
                Records.TEXT, new Encoding(new int[] {101, 102}, new int[0], new int[0], 5), Records.PREDICTION, 0);
        // When
        JsonNode json = JSON.readTree(new PredictionJson(true).write(cut));
        // Then
        assertThat(json.get("text").textValue()).isEqualTo("Grüße");
        assertThat(json.get("truncated").booleanValue()).isTrue();
        assertThat(json.get("truncation")).isEqualTo(JSON.readTree("{\"strategy\":\"longest_first\",\"cutTokens\":5}"));
    }

    @Property(tries = 500)
    void a_probability_reads_back_as_the_same_float(@ForAll @FloatRange(max = 1) float probability) throws IOException {
        // Given
        Prediction prediction = new Prediction(
                "a",
                probability,
                new String[] {"a"},
                new float[] {probability},
                new float[] {0},
                new ModelId("m", "f"));
        // When
        byte[] written = new PredictionJson(false).write(new ScoredText(Records.TEXT, Encoding.of(1), prediction, 0));
        // Then
        JsonNode json = JSON.readTree(written);
        assertThat(Float.parseFloat(json.get("score").asText())).isEqualTo(probability);
        assertThat(Float.parseFloat(json.get("scores").get("a").asText())).isEqualTo(probability);
    }

    @Test
    void a_disagreement_with_another_head_has_that_heads_name_and_answer() throws IOException {
        // Given
        Comparison one = Records.COMPARISON;
        Comparison head = new Comparison(one.scored(), "spark-head", one.outcome(), one.shadow(), 0.7, null, "");
        // Then
        assertThat(JSON.readTree(new DisagreementJson(false).write(head))).isEqualTo(JSON.readTree("""
                {"id":"7","outcome":"DISAGREED","shadow":"spark-head",
                 "huggingFace":{"label":"positive","score":0.9,"scores":{"negative":0.1,"positive":0.9}},
                 "head":{"label":"negative","score":0.8,"scores":{"negative":0.8,"positive":0.2}},
                 "totalVariation":0.7,"margin":0.79999995,
                 "model":{"name":"sentiment","fingerprint":"0123456789abcdef"}}
                """));
    }

    @Test
    void a_disagreement_is_written_with_both_answers_and_why_they_differ() throws IOException {
        // When
        ProducerRecord<byte[], byte[]> result = new DisagreementSerializer(
                        new SizedOutput("disagreements", Long.MAX_VALUE), new DisagreementJson(false))
                .serialize(Records.COMPARISON, null, 1L);
        // Then
        assertThat(JSON.readTree(result.value())).isEqualTo(JSON.readTree("""
                {"id":"7","outcome":"DISAGREED","shadow":"spark-nlp",
                 "huggingFace":{"label":"positive","score":0.9,"scores":{"negative":0.1,"positive":0.9}},
                 "sparkNlp":{"label":"negative","score":0.8,"scores":{"negative":0.8,"positive":0.2},"sentence":1},
                 "classes":[[0,4,"negative",0]],"totalVariation":0.7,"margin":0.79999995,
                 "causes":[{"cause":"CASING","title":"letter case"},{"cause":"URL","title":"URL or e-mail address"}],
                 "proven":true,"minimal":true,"variants":3,
                 "difference":{"at":1,"huggingFace":["grüße"],"sparkNlp":["[UNK]"],"before":0,"after":[1,1]},
                 "cappedCharacters":2,"model":{"name":"sentiment","fingerprint":"0123456789abcdef"}}
                """));
        assertThat(result.topic()).isEqualTo("disagreements");
        assertThat(result.key()).isEqualTo(Records.RAW.key());
        assertThat(result.timestamp()).isEqualTo(1_700_000_000_000L);
        assertThat(headers(result)).isEqualTo(Records.RAW.headers());
    }

    @Test
    void a_disagreement_repeats_its_text_only_where_it_is_wanted_and_may_have_no_class_and_no_numbers()
            throws IOException {
        // Given
        Comparison none = new Comparison(
                Records.SCORED,
                Comparison.SPARK_NLP,
                Comparison.Outcome.NO_CLASS,
                null,
                Double.NaN,
                new SparkNlpReading(false, List.of(), 0, null, null),
                "Spark NLP gives no class");
        Comparison overflown = new Comparison(
                Records.SCORED,
                Comparison.SPARK_NLP,
                Comparison.Outcome.DISAGREED,
                new ShadowAnswer("negative", Float.NaN, new float[] {Float.NaN, Float.NaN}, 0),
                Double.NaN,
                new SparkNlpReading(false, List.of(), 0, null, null),
                "");
        // When
        JsonNode json = JSON.readTree(new DisagreementJson(true).write(none));
        JsonNode nan = JSON.readTree(new DisagreementJson(false).write(overflown));
        // Then
        assertThat(json.get("text").textValue()).isEqualTo("Grüße");
        assertThat(json.has("sparkNlp")).isFalse();
        assertThat(json.get("totalVariation").isNull()).isTrue();
        assertThat(json.has("causes") || json.has("difference") || json.has("cappedCharacters"))
                .isFalse();
        assertThat(nan.has("text")).isFalse();
        assertThat(nan.get("sparkNlp"))
                .isEqualTo(JSON.readTree("{\"label\":\"negative\",\"score\":null,\"scores\":{\"negative\":null,"
                        + "\"positive\":null},\"sentence\":0}"));
    }

    @Test
    void a_dead_letter_keeps_its_bytes_and_says_why_in_headers() {
        // When
        ProducerRecord<byte[], byte[]> result =
                new DeadLetterSerializer(new SizedOutput("dead", Long.MAX_VALUE)).serialize(Records.LETTER, null, 1L);
        // Then
        assertThat(result.value()).isEqualTo(Records.RAW.value());
        assertThat(result.key()).isEqualTo(Records.RAW.key());
        assertThat(result.timestamp()).isEqualTo(1_700_000_000_000L);
        List<Header> expected = new ArrayList<>(Records.RAW.headers());
        expected.addAll(List.of(
                header("parallax.reason", "ENCODING_FAILED"),
                header("parallax.stage", "ENCODE"),
                header("parallax.detail", "The tokenizer refused it"),
                header("parallax.source.topic", "texts"),
                header("parallax.source.partition", "3"),
                header("parallax.source.offset", "14")));
        assertThat(headers(result)).isEqualTo(expected);
    }

    @Test
    void a_dead_tombstone_stays_one_and_a_missing_timestamp_is_the_time_of_writing() {
        long before = System.currentTimeMillis();
        DeadLetter letter = new DeadLetter(DeadLetter.Reason.TOMBSTONE, "The value is null", Records.TOMBSTONE);
        ProducerRecord<byte[], byte[]> result =
                new DeadLetterSerializer(new SizedOutput("dead", Long.MAX_VALUE)).serialize(letter, null, 1L);
        assertThat(result.value()).isNull();
        assertThat(result.key()).isNull();
        assertThat(result.timestamp()).isBetween(before, System.currentTimeMillis());
        assertThat(result.headers().lastHeader("parallax.timestamp")).isNull();
    }

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
        assertThat(headers(dead)).contains(header("parallax.reason", "TOMBSTONE"));
    }

    @Test
    void a_report_that_is_larger_than_its_topic_takes_is_counted_and_not_written() throws Exception {
        // Given
        Counters counters = new Counters();
        WindowResultSerializer<String> schema = new WindowResultSerializer<>(
                new SizedOutput("quality", 200), Records::bytes, value -> "key", value -> 1_700_000_000_000L);
        schema.open(counters, null);
        // Then
        assertThat(schema.serialize("small", null, null).timestamp()).isEqualTo(1_700_000_000_000L);
        assertThat(schema.serialize("large".repeat(40), null, null)).isNull();
        assertThat(counters.count("reportsTooLarge")).isEqualTo(1);
    }

    @Test
    void results_with_another_timestamp_are_counted() throws Exception {
        // Given
        Counters counters = new Counters();
        DeadLetterSerializer schema = new DeadLetterSerializer(OutputTopic.of("dead", TopicRules.KAFKAS_DEFAULT));
        schema.open(counters, null);
        // When: years ago, years ahead, without a timestamp, and now
        for (long millis : new long[] {1_600_000_000_000L, Long.MAX_VALUE, -1, System.currentTimeMillis()}) {
            RawRecord source = new RawRecord("texts", 3, 14, millis, 5, null, null, List.of());
            var unused = schema.serialize(new DeadLetter(DeadLetter.Reason.TOMBSTONE, "", source), null, null);
        }
        // Then
        assertThat(counters.count("timestampsReplaced")).isEqualTo(2);
        assertThat(counters.count("resultsBeyondRetention")).isEqualTo(1);
    }

    @Test
    void a_dead_letter_in_a_file_holds_text_or_base64() throws IOException {
        // Given
        RawRecord broken = new RawRecord("in", 0, 2, 0, 0, null, new byte[] {'a', (byte) 0xff}, List.of());
        DeadLetterJson json = new DeadLetterJson();
        // When
        JsonNode text = JSON.readTree(json.write(Records.LETTER));
        JsonNode base64 =
                JSON.readTree(json.write(new DeadLetter(DeadLetter.Reason.INVALID_UTF8, "not UTF-8", broken)));
        JsonNode none = JSON.readTree(json.write(new DeadLetter(DeadLetter.Reason.TOMBSTONE, "", Records.TOMBSTONE)));
        // Then
        assertThat(text.get("value").textValue()).isEqualTo("{\"id\":\"7\",\"text\":\"Grüße\"}");
        assertThat(base64)
                .isEqualTo(JSON.readTree("{\"reason\":\"INVALID_UTF8\",\"stage\":\"PARSE\",\"detail\":\"not UTF-8\","
                        + "\"source\":{\"topic\":\"in\",\"partition\":0,\"offset\":2},\"valueBase64\":\"Yf8=\"}"));
        assertThat(none.get("value").isNull()).isTrue();
    }

    @Test
    void a_dead_letter_in_json_has_the_key_and_the_headers_of_a_record_that_has_them() throws IOException {
        // Given
        RawRecord binary = new RawRecord(
                "in",
                0,
                2,
                0,
                0,
                new byte[] {(byte) 0xff},
                null,
                List.of(new Header("none", null), new Header("trace", new byte[] {(byte) 0xfe})));
        // When
        JsonNode text = JSON.readTree(new DeadLetterJson().write(Records.LETTER));
        JsonNode base64 = JSON.readTree(
                new DeadLetterJson().write(new DeadLetter(DeadLetter.Reason.TOMBSTONE, "The value is null", binary)));
        // Then
        assertThat(text.get("key").textValue()).isEqualTo("key");
        assertThat(text.get("headers"))
                .isEqualTo(JSON.readTree("[{\"name\":\"trace\",\"value\":\"abc\"},{\"name\":\"trace\",\"value\":null},"
                        + "{\"name\":\"empty\",\"value\":\"\"}]"));
        assertThat(base64)
                .isEqualTo(
                        JSON.readTree("{\"reason\":\"TOMBSTONE\",\"stage\":\"PARSE\",\"detail\":\"The value is null\","
                                + "\"source\":{\"topic\":\"in\",\"partition\":0,\"offset\":2},\"keyBase64\":\"/w==\","
                                + "\"headers\":[{\"name\":\"none\",\"value\":null},{\"name\":\"trace\","
                                + "\"valueBase64\":\"/g==\"}],"
                                + "\"value\":null}"));
    }

    @Test
    void a_disagreement_without_room_loses_its_text_and_then_its_pieces_and_is_left_out_at_last() throws Exception {
        // Given
        DisagreementJson json = new DisagreementJson(true);
        long whole = size(Long.MAX_VALUE, json);
        long withoutText = size(whole - 1, json);
        long withoutPieces = size(withoutText - 1, json);
        Counters counters = new Counters();
        // When
        JsonNode all = JSON.readTree(disagreement(whole, json, counters).value());
        JsonNode textless =
                JSON.readTree(disagreement(withoutText, json, counters).value());
        JsonNode shortest =
                JSON.readTree(disagreement(withoutPieces, json, counters).value());
        // Then
        assertThat(all.get("text").textValue()).isEqualTo("Grüße ".repeat(100));
        assertThat(all.has("leftOut")).isFalse();
        assertThat(textless.has("text")).isFalse();
        assertThat(textless.get("difference")).isEqualTo(all.get("difference"));
        assertThat(textless.get("leftOut")).isEqualTo(JSON.readTree("[\"text\"]"));
        assertThat(shortest.has("text") || shortest.has("difference")).isFalse();
        assertThat(shortest.get("leftOut")).isEqualTo(JSON.readTree("[\"difference\",\"text\"]"));
        assertThat(shortest.get("causes")).isEqualTo(all.get("causes"));
        assertThat(disagreement(withoutPieces - 1, json, counters)).isNull();
        assertThat(counters.count("disagreementsShortened")).isEqualTo(2);
        assertThat(counters.count("disagreementsTooLarge")).isEqualTo(1);
    }

    private static long size(long limit, DisagreementJson json) throws Exception {
        return RecordSize.of(disagreement(limit, json, new Counters()));
    }

    private static ProducerRecord<byte[], byte[]> disagreement(long limit, DisagreementJson json, Counters counters)
            throws Exception {
        DisagreementSerializer schema = new DisagreementSerializer(new SizedOutput("disagreements", limit), json);
        schema.open(counters, null);
        return schema.serialize(LONG_COMPARISON, null, null);
    }

    private static Header header(String key, String value) {
        return new Header(key, Records.bytes(value));
    }

    private static List<Header> headers(ProducerRecord<byte[], byte[]> result) {
        return Arrays.stream(result.headers().toArray())
                .map(header -> new Header(header.key(), header.value()))
                .toList();
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
