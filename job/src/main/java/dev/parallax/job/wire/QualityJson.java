package dev.parallax.job.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.QualityReport.CauseCount;
import dev.parallax.evaluate.QualityReport.Cell;
import dev.parallax.evaluate.QualityReport.Detector;
import dev.parallax.evaluate.QualityReport.Distribution;
import dev.parallax.evaluate.QualityReport.NamedCount;
import dev.parallax.evaluate.QualityReport.Reference;
import dev.parallax.evaluate.QualityReport.Warning;
import dev.parallax.evaluate.f1.MetricValue;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a report as a JSON object in UTF-8. What it looks like stands in {@code report-1.schema.json} beside this
 * class; a change that a reader could stumble over gets another number. Numbers that are not defined are null, and
 * {@code undefined} has the reason.
 *
 * <p>Immutable and safe for several threads.
 */
public final class QualityJson implements JsonLine<QualityReport> {

    static final String SCHEMA = "parallax.quality/1";

    private static final int USUAL_BYTES = 8192;

    @Override
    public byte[] write(QualityReport report) {
        return Json.object(USUAL_BYTES, json -> {
            json.writeStringField("schema", SCHEMA);
            json.writeObjectFieldStart("window");
            Json.time(json, "start", report.startMillis());
            Json.time(json, "end", report.endMillis());
            json.writeNumberField("slideMillis", report.slideMillis());
            json.writeEndObject();
            Json.model(json, report.model());
            json.writeStringField("shadow", report.shadow());
            json.writeStringField("segment", report.segment());
            json.writeNumberField("revision", report.revision());
            json.writeBooleanField("complete", report.complete());
            json.writeArrayFieldStart("labels");
            for (String label : report.labels()) {
                json.writeString(label);
            }
            json.writeEndArray();
            if (report.positive().isEmpty()) {
                json.writeNullField("positive");
            } else {
                json.writeStringField("positive", report.positive());
            }
            json.writeObjectFieldStart("counts");
            for (NamedCount count : report.counts()) {
                json.writeNumberField(count.name(), count.count());
            }
            json.writeEndObject();
            matrix(json, report.matrix());
            causes(json, report.causes());
            values(json, report.values());
            distributions(json, report.distributions());
            detectors(json, report.detectors());
            reference(json, report.reference());
            warnings(json, report.warnings());
        });
    }

    private static void matrix(JsonGenerator json, List<Cell> matrix) throws IOException {
        json.writeArrayFieldStart("matrix");
        for (Cell cell : matrix) {
            json.writeStartArray();
            json.writeNumber(cell.primary());
            json.writeNumber(cell.shadow());
            json.writeNumber(cell.count());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void causes(JsonGenerator json, List<CauseCount> causes) throws IOException {
        json.writeArrayFieldStart("causes");
        for (CauseCount cause : causes) {
            json.writeStartObject();
            json.writeStringField("cause", cause.cause());
            json.writeStringField("title", cause.title());
            json.writeNumberField("proven", cause.proven());
            json.writeNumberField("suspected", cause.suspected());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void values(JsonGenerator json, List<MetricValue> values) throws IOException {
        json.writeObjectFieldStart("values");
        for (MetricValue value : values) {
            Json.number(json, value.name(), value.value());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("undefined");
        for (MetricValue value : values) {
            if (!value.defined()) {
                json.writeStringField(value.name(), value.reason());
            }
        }
        json.writeEndObject();
    }

    private static void distributions(JsonGenerator json, List<Distribution> distributions) throws IOException {
        json.writeObjectFieldStart("distributions");
        for (Distribution distribution : distributions) {
            json.writeObjectFieldStart(distribution.name());
            json.writeArrayFieldStart("bins");
            for (String bin : distribution.bins()) {
                json.writeString(bin);
            }
            json.writeEndArray();
            counts(json, "counts", distribution.counts());
            counts(json, "reference", distribution.reference());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void counts(JsonGenerator json, String name, List<Long> counts) throws IOException {
        json.writeArrayFieldStart(name);
        for (long count : counts) {
            json.writeNumber(count);
        }
        json.writeEndArray();
    }

    private static void detectors(JsonGenerator json, List<Detector> detectors) throws IOException {
        json.writeArrayFieldStart("detectors");
        for (Detector detector : detectors) {
            json.writeStartObject();
            json.writeStringField("name", detector.name());
            Json.number(json, "statistic", detector.statistic());
            Json.number(json, "threshold", detector.threshold());
            json.writeNumberField("changes", detector.changes());
            Json.time(json, "lastChange", detector.lastChangeMillis());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void warnings(JsonGenerator json, List<Warning> warnings) throws IOException {
        json.writeArrayFieldStart("warnings");
        for (Warning warning : warnings) {
            json.writeStartObject();
            json.writeArrayFieldStart("metrics");
            for (String metric : warning.metrics()) {
                json.writeString(metric);
            }
            json.writeEndArray();
            json.writeStringField("message", warning.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void reference(JsonGenerator json, @Nullable Reference reference) throws IOException {
        if (reference == null) {
            json.writeNullField("reference");
            return;
        }
        json.writeObjectFieldStart("reference");
        json.writeStringField("kind", reference.kind());
        Json.time(json, "start", reference.startMillis());
        Json.time(json, "end", reference.endMillis());
        json.writeNumberField("records", reference.records());
        json.writeEndObject();
    }
}
