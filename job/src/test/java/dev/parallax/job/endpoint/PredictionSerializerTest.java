package dev.parallax.job.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallax.encode.Encoding;
import dev.parallax.infer.Prediction;
import dev.parallax.infer.ScoredText;
import dev.parallax.infer.model.ModelId;
import dev.parallax.job.endpoint.topic.SizedOutput;
import dev.parallax.job.wire.PredictionJson;
import dev.parallax.text.TextRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class PredictionSerializerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

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
        assertThat(Records.headers(result)).isEqualTo(Records.RAW.headers());
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
}
