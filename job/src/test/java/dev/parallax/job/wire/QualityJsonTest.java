package dev.parallax.job.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.evaluate.QualityReport;
import dev.parallax.job.endpoint.WindowResultSerializer;
import dev.parallax.job.endpoint.topic.SizedOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityJsonTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void a_report_is_as_its_schema_says() throws IOException {
        // When
        JsonNode json = JSON.readTree(new QualityJson().write(Reports.REPORT));
        // Then
        assertThat(PublishedSchemas.ofReport(json)).isEmpty();
        assertThat(json.at("/window/end").textValue()).isEqualTo("2023-11-14T22:23:20Z");
        assertThat(json.at("/segment").textValue()).isEqualTo("de\u2028<b>");
        assertThat(json.at("/counts/records").intValue()).isEqualTo(3);
        assertThat(json.at("/matrix/1").toString()).isEqualTo("[1,2,1]");
        assertThat(json.at("/values/agreement.rate").doubleValue()).isEqualTo(0.5);
        assertThat(json.at("/detectors/1/statistic").isNull()).isTrue();
        assertThat(json.at("/detectors/1/lastChange").isNull()).isTrue();
        assertThat(json.at("/reference/kind").textValue()).isEqualTo("frozen");
    }

    @Test
    void a_number_that_is_not_defined_is_null_with_its_reason_beside_it() throws IOException {
        // When
        JsonNode json = JSON.readTree(new QualityJson().write(Reports.REPORT));
        // Then
        assertThat(json.at("/values").has("mcnemar.pValue")).isTrue();
        assertThat(json.at("/values/mcnemar.pValue").isNull()).isTrue();
        assertThat(json.at("/undefined").size()).isEqualTo(1);
        assertThat(json.at("/undefined/mcnemar.pValue").textValue()).startsWith("no labelled text");
    }

    @Test
    void the_schema_refuses_what_is_no_report() throws IOException {
        // Given
        ObjectNode json = (ObjectNode) JSON.readTree(new QualityJson().write(Reports.REPORT));
        // When
        json.put("surplus", 1);
        json.remove("counts");
        // Then
        assertThat(PublishedSchemas.ofReport(json)).hasSize(2);
    }

    @Test
    void an_alert_is_as_its_schema_says() throws IOException {
        // When
        JsonNode json = JSON.readTree(new AlertJson().write(Reports.ALERT));
        // Then
        assertThat(PublishedSchemas.ofAlert(json)).isEmpty();
        assertThat(json.get("state").textValue()).isEqualTo("FIRED");
        assertThat(json.get("since").textValue()).isEqualTo("2023-11-14T22:22:50Z");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            null | must be a JSON object, and is null
            [] | must be a JSON object, and is none
            { | must be a JSON object, and is none: Unexpected end-of-input
            {"schema":"parallax.quality/2"} | must be a report of the schema parallax.quality/1, and its schema is 'parallax.quality/2'
            {"schema":"parallax.quality/1"} | must have a field 'window', and has none
            {"window":{"start":"2026-01-01T00:00:00Z"}} | has a field 'window' that must have a field 'end', and has none
            {"window":{"start":"yesterday"}} | has a field 'window' that must have an ISO-8601 instant as 'start'
            {"window":{"start":"+1000000000-12-31T23:59:59Z"}} | has a field 'window' that must have an ISO-8601 instant as 'start'
            {"counts":{"records":"many"}} | has a field 'counts.records' that must be of the type Long
            {"matrix":[[0,0,1],[0,1]]} | has a field 'matrix[1]' that must be an array of a class, a class and a count
            {"distributions":{"score":{"bins":["a"],"counts":[]}}} | has a field 'distributions.score' that must have a count for each of 1 bins
            """)
    void what_is_no_report_is_refused_with_the_field_and_what_it_must_be(String json, String message) {
        assertThatThrownBy(() -> QualityJson.read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void a_report_is_written_under_its_segment_at_its_windows_end() {
        // Given
        WindowResultSerializer<QualityReport> serializer = new WindowResultSerializer<>(
                new SizedOutput("quality", Long.MAX_VALUE),
                new QualityJson(),
                report -> report.shadow() + "/" + report.segment(),
                QualityReport::endMillis);
        // When
        ProducerRecord<byte[], byte[]> record = serializer.serialize(Reports.REPORT, null, null);
        // Then
        assertThat(record.topic()).isEqualTo("quality");
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("spark-nlp/de\u2028<b>");
        assertThat(record.timestamp()).isEqualTo(Reports.REPORT.endMillis());
        assertThat(record.value()).doesNotContain((byte) '\n');
    }
}
