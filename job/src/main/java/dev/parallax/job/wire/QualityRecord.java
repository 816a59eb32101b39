package dev.parallax.job.wire;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Shape;
import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.QualityReport.NamedCount;
import dev.parallax.evaluate.f1.MetricValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A quality report as its topic and files hold it: the fields of the JSON object that {@code quality-1.schema.json}
 * describes. What a record does not have is empty; schema, window, model and shadow must be there.
 *
 * @param schema name and version of the format, {@value #SCHEMA}
 * @param window window of event time
 * @param model the primary's model
 * @param shadow name of what is compared with it
 * @param segment value of the segment field; empty for all texts
 * @param revision how often the window was reported before
 * @param complete whether every sampled text has its comparison in it
 * @param labels classes in the order of the model's logits
 * @param positive the class that binary F1 is about; null for none
 * @param counts counts of texts by name
 * @param matrix the primary's classes by the shadow's, cells that are not 0
 * @param causes why texts got another class
 * @param values numbers by name; null where one is not defined
 * @param undefined why a number is not defined, by its name
 * @param distributions distributions that drift is measured on, by name
 * @param detectors change detectors
 * @param reference what drift is measured against; null where there is nothing yet
 * @param warnings numbers that mislead
 */
public record QualityRecord(
        String schema,
        Window window,
        ModelRecord model,
        String shadow,
        String segment,
        int revision,
        boolean complete,
        List<String> labels,
        @Nullable String positive,
        Map<String, Long> counts,
        List<Cell> matrix,
        List<Cause> causes,
        Map<String, @Nullable Double> values,
        Map<String, String> undefined,
        Map<String, Distribution> distributions,
        List<Detector> detectors,
        @Nullable Reference reference,
        List<Warning> warnings) {

    /** Name and version of the format. */
    public static final String SCHEMA = "parallax.quality/1";

    /**
     * A window of event time, ISO-8601.
     *
     * @param start its first instant
     * @param end the first instant after it
     * @param slideMillis milliseconds from one window's end to the next one's; 0 where a record has none
     */
    public record Window(String start, String end, long slideMillis) {

        /** Checks that both are instants. */
        public Window {
            start = Times.checked("start", start);
            end = Times.checked("end", end);
        }

        /** The start, epoch milliseconds. */
        public long startMillis() {
            return Times.millis(start);
        }

        /** The end, epoch milliseconds. */
        public long endMillis() {
            return Times.millis(end);
        }
    }

    /** The array of a class of the primary, a class of the shadow, and how many texts got the two. */
    @JsonFormat(shape = Shape.ARRAY)
    public record Cell(Integer primary, Integer shadow, Long count) {

        /** Checks that there are three numbers. */
        public Cell {
            if (primary == null || shadow == null || count == null) {
                throw new IllegalArgumentException("must be an array of a class, a class and a count");
            }
        }
    }

    /** Disagreements of which a cause is one; {@code title} is its display name. */
    public record Cause(String cause, String title, long proven, long suspected) {

        /** Checks that there is a name. */
        public Cause {
            WireMapper.required("cause", cause);
            title = Objects.requireNonNullElse(title, cause);
        }
    }

    /** Texts in each bin, in the window and in the reference, {@code [bins]}; the latter empty where there is none. */
    public record Distribution(List<String> bins, List<Long> counts, List<Long> reference) {

        /** Checks that there are as many counts as bins. */
        public Distribution {
            bins = WireMapper.orEmpty(WireMapper.required("bins", bins));
            counts = WireMapper.orEmpty(WireMapper.required("counts", counts));
            reference = WireMapper.orEmpty(reference);
            if (counts.size() != bins.size() || (!reference.isEmpty() && reference.size() != bins.size())) {
                throw new IllegalArgumentException("must have a count for each of " + bins.size() + " bins, and has "
                        + counts.size() + ", and " + reference.size() + " of the reference");
            }
        }
    }

    /** A change detector, with its latest change as ISO-8601 or null. */
    public record Detector(
            String name,
            @Nullable Double statistic,
            @Nullable Double threshold,
            long changes,
            @Nullable String lastChange) {

        /** Checks that there is a name, and an instant where there is a change. */
        public Detector {
            WireMapper.required("name", name);
            lastChange = Times.checkedOrNull("lastChange", lastChange);
        }
    }

    /** The reference of drift, with its window as ISO-8601, or null where that is not known. */
    public record Reference(
            String kind, @Nullable String start, @Nullable String end, long records) {

        /** Checks that there is a kind. */
        public Reference {
            WireMapper.required("kind", kind);
            start = Times.checkedOrNull("start", start);
            end = Times.checkedOrNull("end", end);
        }
    }

    /** Names of numbers that mislead, and why. */
    public record Warning(List<String> metrics, String message) {

        /** Checks that there is a message. */
        public Warning {
            metrics = WireMapper.orEmpty(metrics);
            WireMapper.required("message", message);
        }
    }

    /** Checks what must be there. */
    public QualityRecord {
        WireMapper.requireSchema("a report", SCHEMA, schema);
        WireMapper.required("window", window);
        WireMapper.required("model", model);
        WireMapper.required("shadow", shadow);
        segment = Objects.requireNonNullElse(segment, "");
        labels = WireMapper.orEmpty(labels);
        counts = WireMapper.complete("counts", counts);
        matrix = WireMapper.orEmpty(matrix);
        causes = WireMapper.orEmpty(causes);
        values = WireMapper.orEmpty(values);
        undefined = WireMapper.complete("undefined", undefined);
        distributions = WireMapper.complete("distributions", distributions);
        detectors = WireMapper.orEmpty(detectors);
        warnings = WireMapper.orEmpty(warnings);
    }

    static QualityRecord of(QualityReport report) {
        Map<String, Long> counts = new LinkedHashMap<>();
        report.counts().forEach(count -> counts.put(count.name(), count.count()));
        Map<String, @Nullable Double> values = new LinkedHashMap<>();
        Map<String, String> undefined = new LinkedHashMap<>();
        for (MetricValue value : report.values()) {
            values.put(value.name(), WireMapper.finite(value.value()));
            if (!value.defined()) {
                undefined.put(value.name(), value.reason());
            }
        }
        Map<String, Distribution> distributions = new LinkedHashMap<>();
        report.distributions()
                .forEach(one ->
                        distributions.put(one.name(), new Distribution(one.bins(), one.counts(), one.reference())));
        QualityReport.Reference reference = report.reference();
        return new QualityRecord(
                SCHEMA,
                new Window(Times.text(report.startMillis()), Times.text(report.endMillis()), report.slideMillis()),
                ModelRecord.of(report.model()),
                report.shadow(),
                report.segment(),
                report.revision(),
                report.complete(),
                report.labels(),
                report.positive().isEmpty() ? null : report.positive(),
                counts,
                report.matrix().stream()
                        .map(cell -> new Cell(cell.primary(), cell.shadow(), cell.count()))
                        .toList(),
                report.causes().stream()
                        .map(cause -> new Cause(cause.cause(), cause.title(), cause.proven(), cause.suspected()))
                        .toList(),
                values,
                undefined,
                distributions,
                report.detectors().stream()
                        .map(detector -> new Detector(
                                detector.name(),
                                WireMapper.finite(detector.statistic()),
                                WireMapper.finite(detector.threshold()),
                                detector.changes(),
                                Times.textOrNull(detector.lastChangeMillis())))
                        .toList(),
                reference == null
                        ? null
                        : new Reference(
                                reference.kind(),
                                Times.textOrNull(reference.startMillis()),
                                Times.textOrNull(reference.endMillis()),
                                reference.records()),
                report.warnings().stream()
                        .map(warning -> new Warning(warning.metrics(), warning.message()))
                        .toList());
    }

    /** The report; numbers that the JSON has as null are NaN. */
    public QualityReport report() {
        List<NamedCount> named = new ArrayList<>();
        counts.forEach((name, count) -> named.add(new NamedCount(name, count)));
        List<MetricValue> metrics = new ArrayList<>();
        values.forEach((name, value) -> metrics.add(
                value == null
                        ? MetricValue.undefined(name, undefined.getOrDefault(name, "no reason was given"))
                        : MetricValue.of(name, value)));
        List<QualityReport.Distribution> drift = new ArrayList<>();
        distributions.forEach((name, one) ->
                drift.add(new QualityReport.Distribution(name, one.bins(), one.counts(), one.reference())));
        return new QualityReport(
                window.startMillis(),
                window.endMillis(),
                window.slideMillis(),
                model.id(),
                shadow,
                segment,
                revision,
                complete,
                labels,
                positive == null ? "" : positive,
                named,
                matrix.stream()
                        .map(cell -> new QualityReport.Cell(cell.primary(), cell.shadow(), cell.count()))
                        .toList(),
                causes.stream()
                        .map(cause -> new QualityReport.CauseCount(
                                cause.cause(), cause.title(), cause.proven(), cause.suspected()))
                        .toList(),
                metrics,
                drift,
                detectors.stream()
                        .map(detector -> new QualityReport.Detector(
                                detector.name(),
                                WireMapper.orNaN(detector.statistic()),
                                WireMapper.orNaN(detector.threshold()),
                                detector.changes(),
                                Times.millisOrNone(detector.lastChange())))
                        .toList(),
                reference == null
                        ? null
                        : new QualityReport.Reference(
                                reference.kind(),
                                Times.millisOrNone(reference.start()),
                                Times.millisOrNone(reference.end()),
                                reference.records()),
                warnings.stream()
                        .map(warning -> new QualityReport.Warning(warning.metrics(), warning.message()))
                        .toList());
    }
}
