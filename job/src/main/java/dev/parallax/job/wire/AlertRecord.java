package dev.parallax.job.wire;

import dev.parallax.evaluate.alert.Alert;
import dev.parallax.evaluate.alert.Alert.Severity;
import dev.parallax.evaluate.alert.Alert.State;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An alert as its topic holds it: the fields of the JSON object that {@code alert-1.schema.json} describes. Texts that
 * are missing are empty; schema, state, rule, severity, window and model must be there.
 *
 * @param schema name and version of the format, {@value #SCHEMA}
 * @param state {@code FIRED} or {@code RESOLVED}
 * @param rule name of the rule that is, or is no longer, broken
 * @param metric name of the number that it watches
 * @param severity {@code INFO}, {@code WARNING} or {@code CRITICAL}
 * @param value the number in the window; null where it is not defined
 * @param threshold what it was compared with
 * @param comparison {@code above} or {@code below}
 * @param window the window that changed the state
 * @param since end of the first window that broke the rule, ISO-8601; null where that is not known
 * @param model the primary's model
 * @param shadow name of what is compared with it
 * @param segment value of the segment field; empty for all texts
 * @param runbook where it is written what to do; empty if nowhere
 */
public record AlertRecord(
        String schema,
        String state,
        String rule,
        String metric,
        String severity,
        @Nullable Double value,
        @Nullable Double threshold,
        String comparison,
        Window window,
        @Nullable String since,
        ModelRecord model,
        String shadow,
        String segment,
        String runbook) {

    /** Name and version of the format. */
    public static final String SCHEMA = "parallax.alert/1";

    /**
     * A window of event time, ISO-8601.
     *
     * @param start its first instant
     * @param end the first instant after it
     */
    public record Window(String start, String end) {

        /** Checks that both are instants. */
        public Window {
            start = Times.checked("start", start);
            end = Times.checked("end", end);
        }

        /** The end, epoch milliseconds. */
        public long endMillis() {
            return Times.millis(end);
        }
    }

    /** Checks what must be there. */
    public AlertRecord {
        WireMapper.requireSchema("an alert", SCHEMA, schema);
        String given = state;
        if (Arrays.stream(State.values()).noneMatch(known -> known.name().equals(given))) {
            throw new IllegalArgumentException(
                    "must have one of " + Arrays.toString(State.values()) + " as its state, and has '" + state + "'");
        }
        WireMapper.required("rule", rule);
        metric = Objects.requireNonNullElse(metric, "");
        WireMapper.required("severity", severity);
        comparison = Objects.requireNonNullElse(comparison, "");
        WireMapper.required("window", window);
        since = Times.checkedOrNull("since", since);
        WireMapper.required("model", model);
        shadow = Objects.requireNonNullElse(shadow, "");
        segment = Objects.requireNonNullElse(segment, "");
        runbook = Objects.requireNonNullElse(runbook, "");
    }

    static AlertRecord of(Alert alert) {
        return new AlertRecord(
                SCHEMA,
                alert.state().name(),
                alert.rule(),
                alert.metric(),
                alert.severity().name(),
                WireMapper.finite(alert.value()),
                WireMapper.finite(alert.threshold()),
                alert.comparison(),
                new Window(Times.text(alert.windowStartMillis()), Times.text(alert.windowEndMillis())),
                Times.textOrNull(alert.sinceMillis()),
                ModelRecord.of(alert.model()),
                alert.shadow(),
                alert.segment(),
                alert.runbook());
    }

    /** Whether the rule is broken. */
    public boolean fired() {
        return state.equals(State.FIRED.name());
    }

    /**
     * The alert.
     *
     * @throws IllegalArgumentException if the severity is unknown here
     */
    public Alert alert() {
        return new Alert(
                State.valueOf(state),
                rule,
                metric,
                Severity.valueOf(severity),
                WireMapper.orNaN(value),
                WireMapper.orNaN(threshold),
                comparison,
                Times.millis(window.start()),
                window.endMillis(),
                Times.millisOrNone(since),
                model.id(),
                shadow,
                segment,
                runbook);
    }
}
