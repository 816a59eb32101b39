package dev.parallax.job.calibrate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.QualityReport.Distribution;
import dev.parallax.evaluate.QualityReport.NamedCount;
import dev.parallax.evaluate.f1.MetricValue;
import dev.parallax.infer.model.ModelId;
import dev.parallax.text.file.TextLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Reads quality reports from a file with one JSON object in each line, as far as a calibration needs them: windows,
 * counts, values and distributions.
 */
final class ReportLines {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String SCHEMA = "parallax.quality/1";

    private ReportLines() {}

    /**
     * Reads a file.
     *
     * @param segment segment of the reports; empty for the reports on all texts
     * @return first final reports by their windows' ends
     * @throws IOException if the file cannot be read, or a line is not a report; the message says which
     */
    static List<QualityReport> read(Path file, String segment) throws IOException {
        List<QualityReport> reports = new ArrayList<>();
        try (TextLines lines = TextLines.open(file)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                QualityReport report = read(line, file + ":" + lines.number());
                if (!report.early()
                        && report.revision() == 0
                        && report.segment().equals(segment)) {
                    reports.add(report);
                }
            }
        }
        reports.sort(Comparator.comparingLong(QualityReport::endMillis));
        return reports;
    }

    private static QualityReport read(String line, String place) throws IOException {
        try {
            JsonNode json = MAPPER.readTree(line);
            if (!json.path("schema").asText().equals(SCHEMA)) {
                throw new IOException(place + " must be a report of the schema " + SCHEMA + ", and its schema is '"
                        + json.path("schema").asText() + "'");
            }
            JsonNode window = json.path("window");
            return new QualityReport(
                    Instant.parse(window.path("start").asText()).toEpochMilli(),
                    Instant.parse(window.path("end").asText()).toEpochMilli(),
                    window.path("slideMillis").asLong(),
                    new ModelId(
                            json.path("model").path("name").asText(),
                            json.path("model").path("fingerprint").asText()),
                    json.path("shadow").asText(),
                    json.path("segment").asText(),
                    json.path("revision").asInt(),
                    json.path("early").asBoolean(),
                    json.path("complete").asBoolean(),
                    texts(json.path("labels")),
                    counts(json.path("counts")),
                    List.of(),
                    List.of(),
                    values(json.path("values"), json.path("undefined")),
                    distributions(json.path("distributions")),
                    List.of(),
                    null);
        } catch (JsonProcessingException e) {
            throw new IOException(place + " must be a JSON object, and is none: " + e.getOriginalMessage(), e);
        } catch (DateTimeParseException e) {
            throw new IOException(
                    place + " must have a window with 'start' and 'end' as ISO-8601 instants, and has none", e);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static List<NamedCount> counts(JsonNode object) {
        List<NamedCount> counts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> count : object.properties()) {
            counts.add(new NamedCount(count.getKey(), count.getValue().asLong()));
        }
        return counts;
    }

    private static List<MetricValue> values(JsonNode object, JsonNode undefined) {
        List<MetricValue> values = new ArrayList<>();
        for (Map.Entry<String, JsonNode> value : object.properties()) {
            String name = value.getKey();
            values.add(
                    value.getValue().isNumber()
                            ? MetricValue.of(name, value.getValue().asDouble())
                            : MetricValue.undefined(name, undefined.path(name).asText("no reason was given")));
        }
        return values;
    }

    private static List<Distribution> distributions(JsonNode object) {
        List<Distribution> distributions = new ArrayList<>();
        for (Map.Entry<String, JsonNode> one : object.properties()) {
            distributions.add(new Distribution(
                    one.getKey(),
                    texts(one.getValue().path("bins")),
                    numbers(one.getValue().path("counts")),
                    numbers(one.getValue().path("reference"))));
        }
        return distributions;
    }

    private static List<Long> numbers(JsonNode array) {
        List<Long> numbers = new ArrayList<>();
        array.forEach(number -> numbers.add(number.asLong()));
        return numbers;
    }
}
