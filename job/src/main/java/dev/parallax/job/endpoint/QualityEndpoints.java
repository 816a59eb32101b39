package dev.parallax.job.endpoint;

import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.alert.Alert;
import dev.parallax.text.ParseResult;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/**
 * Sinks of quality reports and alerts, and the source of labels.
 *
 * @param reports takes reports
 * @param alerts takes alerts
 * @param labels gives labels that come apart from their texts, each as the text of a record with the text's identity;
 *     empty where there are none
 */
public record QualityEndpoints(
        Sink<QualityReport> reports, Sink<Alert> alerts, Optional<Source<ParseResult, ?, ?>> labels) {}
