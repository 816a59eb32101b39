package dev.parallax.job.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallax.encode.Encoding;
import dev.parallax.infer.ScoredText;
import dev.parallax.job.endpoint.topic.RecordSize;
import dev.parallax.job.endpoint.topic.SizedOutput;
import dev.parallax.job.wire.DisagreementJson;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.EncodingDiff;
import dev.parallax.shadow.ShadowAnswer;
import dev.parallax.shadow.SparkNlpReading;
import dev.parallax.text.TextRecord;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DisagreementSerializerTest {

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
        assertThat(Records.headers(result)).isEqualTo(Records.RAW.headers());
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
        DisagreementSerializer serializer = new DisagreementSerializer(new SizedOutput("disagreements", limit), json);
        serializer.open(counters, null);
        return serializer.serialize(LONG_COMPARISON, null, null);
    }
}
