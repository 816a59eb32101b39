package dev.parallax.job.dashboard.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A quality report as it stands in its topic, schema {@value #SCHEMA}: what of it is shown, with the types that it must
 * have. What is not there is empty; who the report is of, and of which window, must be there.
 *
 * @param schema name and version of the format
 * @param window window of event time
 * @param model the primary's model
 * @param shadow what is compared with it
 * @param segment value of the key field; empty for all texts
 * @param revision how often the window was reported before
 * @param complete whether every sampled text is in it
 * @param labels classes in the order of the model's logits
 * @param counts what happened to the texts
 * @param matrix primary's class, shadow's class, texts; {@code [cells][3]}
 * @param causes why texts got another class
 * @param values numbers by name; null where one is not defined
 * @param undefined why a number is not defined, by name
 * @param distributions what drift is measured on
 * @param detectors change detectors
 * @param reference what drift is measured against, if there is something
 * @param warnings numbers that say less than they seem to
 */
record QualityRecord(
        String schema,
        TimeSpan window,
        ModelName model,
        String shadow,
        String segment,
        int revision,
        boolean complete,
        List<String> labels,
        Map<String, Long> counts,
        List<List<Long>> matrix,
        List<Cause> causes,
        Map<String, @Nullable Double> values,
        Map<String, String> undefined,
        Map<String, Distribution> distributions,
        List<Detector> detectors,
        @Nullable Reference reference,
        List<Warning> warnings) {

    static final String SCHEMA = "parallax.quality/1";

    private static final int CELL = 3;

    /** Disagreements with one cause among theirs. */
    record Cause(String cause, String title, long proven, long suspected) {

        Cause {
            cause = Clipped.name(cause);
            title = Clipped.name(Objects.requireNonNullElse(title, cause));
        }
    }

    /** Counts over bins; {@code reference} is empty where there is none. */
    record Distribution(List<String> bins, List<Long> counts, List<Long> reference) {

        Distribution {
            bins = bins.stream().map(Clipped::name).toList();
            counts = List.copyOf(counts);
            reference = orEmpty(reference);
            if (counts.size() != bins.size() || (!reference.isEmpty() && reference.size() != bins.size())) {
                throw new IllegalArgumentException("There must be a count for each of " + bins.size() + " bins, not "
                        + counts.size() + ", and " + reference.size() + " of the reference");
            }
        }
    }

    /** A change detector. */
    record Detector(
            String name,
            @Nullable Double statistic,
            @Nullable Double threshold,
            long changes,
            @Nullable String lastChange) {

        Detector {
            name = Clipped.name(name);
            lastChange = lastChange == null ? null : Clipped.name(lastChange);
        }
    }

    /** What drift is measured against. */
    record Reference(
            String kind, @Nullable String start, @Nullable String end, long records) {

        Reference {
            kind = Clipped.name(kind);
            start = start == null ? null : Clipped.name(start);
            end = end == null ? null : Clipped.name(end);
        }
    }

    /** Numbers that say less than they seem to, and why. */
    record Warning(List<String> metrics, String message) {

        Warning {
            metrics = orEmpty(metrics).stream().map(Clipped::name).toList();
            message = Clipped.text(message);
        }
    }

    QualityRecord {
        if (!SCHEMA.equals(schema)) {
            throw new IllegalArgumentException("The schema must be " + SCHEMA);
        }
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(model, "model");
        shadow = Clipped.name(shadow);
        segment = Clipped.name(Objects.requireNonNullElse(segment, ""));
        labels = orEmpty(labels).stream().map(Clipped::name).toList();
        counts = orEmpty(counts);
        matrix = orEmpty(matrix).stream().map(List::copyOf).toList();
        if (matrix.stream().anyMatch(cell -> cell.size() != CELL)) {
            throw new IllegalArgumentException("A cell must have a class, a class and a count");
        }
        causes = orEmpty(causes);
        values = orEmpty(values);
        undefined = orEmpty(undefined);
        distributions = orEmpty(distributions);
        detectors = orEmpty(detectors);
        warnings = orEmpty(warnings);
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** In the order they were written; values may be null. */
    private static <V> Map<String, V> orEmpty(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** Which reports belong together. */
    @JsonIgnore
    SeriesKey series() {
        return new SeriesKey(model.name(), shadow, segment);
    }
}
