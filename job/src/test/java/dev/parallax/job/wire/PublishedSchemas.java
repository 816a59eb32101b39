package dev.parallax.job.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Validates JSON against the schemas that are published with the job. */
public final class PublishedSchemas {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static final Schema REPORT = read("quality-1.schema.json");
    private static final Schema ALERT = read("alert-1.schema.json");
    private static final Schema PREDICTION = read("prediction-1.schema.json");
    private static final Schema DEAD_LETTER = read("dead-letter-1.schema.json");
    private static final Schema DISAGREEMENT = read("disagreement-1.schema.json");

    private PublishedSchemas() {}

    private static Schema read(String name) {
        try (InputStream in = QualityJson.class.getResourceAsStream(name)) {
            return REGISTRY.getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a report. */
    public static List<String> ofReport(JsonNode report) {
        return REPORT.validate(report).stream().map(Error::toString).toList();
    }

    /** What is wrong with an alert. */
    public static List<String> ofAlert(JsonNode alert) {
        return ALERT.validate(alert).stream().map(Error::toString).toList();
    }

    /** What is wrong with a prediction. */
    public static List<String> ofPrediction(JsonNode prediction) {
        return PREDICTION.validate(prediction).stream().map(Error::toString).toList();
    }

    /** What is wrong with a dead letter. */
    public static List<String> ofDeadLetter(JsonNode letter) {
        return DEAD_LETTER.validate(letter).stream().map(Error::toString).toList();
    }

    /** What is wrong with a disagreement. */
    public static List<String> ofDisagreement(JsonNode disagreement) {
        return DISAGREEMENT.validate(disagreement).stream().map(Error::toString).toList();
    }
}
