package dev.parallax.job.dashboard.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it stands in its topic, schema {@value #SCHEMA}.
 *
 * @param schema name and version of the format
 * @param state {@code FIRED} or {@code RESOLVED}
 * @param rule the rule that is, or is no longer, broken
 * @param metric the number that it watches
 * @param severity how bad it is
 * @param value the number in the window
 * @param threshold what it was compared with
 * @param comparison {@code above} or {@code below}
 * @param window the window at hand
 * @param since when it began, ISO-8601; empty where that is not said
 * @param model the primary's model
 * @param shadow what is compared with it
 * @param segment value of the key field; empty for all texts
 * @param runbook where it is written what to do; empty if nowhere
 */
record AlertRecord(
        String schema,
        String state,
        String rule,
        String metric,
        String severity,
        @Nullable Double value,
        @Nullable Double threshold,
        String comparison,
        TimeSpan window,
        String since,
        ModelName model,
        String shadow,
        String segment,
        String runbook) {

    static final String SCHEMA = "parallax.alert/1";

    private static final String FIRED = "FIRED";
    private static final List<String> STATES = List.of(FIRED, "RESOLVED");

    /** What an alert is of: its latest state counts. */
    record Subject(String rule, SeriesKey series) {}

    AlertRecord {
        if (!SCHEMA.equals(schema) || !STATES.contains(state)) {
            throw new IllegalArgumentException("The schema must be " + SCHEMA + " and the state one of " + STATES);
        }
        rule = Clipped.name(rule);
        metric = Clipped.name(Objects.requireNonNullElse(metric, ""));
        severity = Clipped.name(severity);
        comparison = Clipped.name(Objects.requireNonNullElse(comparison, ""));
        Objects.requireNonNull(window, "window");
        since = Clipped.name(Objects.requireNonNullElse(since, ""));
        Objects.requireNonNull(model, "model");
        shadow = Clipped.name(Objects.requireNonNullElse(shadow, ""));
        segment = Clipped.name(Objects.requireNonNullElse(segment, ""));
        runbook = Clipped.text(Objects.requireNonNullElse(runbook, ""));
    }

    /** Whether the rule is broken. */
    @JsonIgnore
    boolean fired() {
        return state.equals(FIRED);
    }

    @JsonIgnore
    Subject subject() {
        return new Subject(rule, new SeriesKey(model.name(), shadow, segment));
    }
}
