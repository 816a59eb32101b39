package dev.parallax.job.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallax.job.endpoint.topic.SizedOutput;
import dev.parallax.job.wire.DeadLetterJson;
import dev.parallax.text.DeadLetter;
import dev.parallax.text.Header;
import dev.parallax.text.RawRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterSerializerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

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
                Records.header("parallax.reason", "ENCODING_FAILED"),
                Records.header("parallax.stage", "ENCODE"),
                Records.header("parallax.detail", "The tokenizer refused it"),
                Records.header("parallax.source.topic", "texts"),
                Records.header("parallax.source.partition", "3"),
                Records.header("parallax.source.offset", "14")));
        assertThat(Records.headers(result)).isEqualTo(expected);
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
}
