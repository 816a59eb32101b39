package dev.parallax.shadow;

import dev.parallax.observe.Histograms;
import dev.parallax.observe.MetricNames;
import dev.parallax.shadow.Comparison.Outcome;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** The shadow's counters and latencies as Flink metrics. Safe for several threads. */
final class ShadowMetrics {

    private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
    private final Map<DivergenceCause, Counter> proven = new EnumMap<>(DivergenceCause.class);
    private final Map<DivergenceCause, Counter> suspected = new EnumMap<>(DivergenceCause.class);
    private final Counter compared;
    private final Counter timeouts;
    private final Counter capped;
    private final Counter rows;
    private final Histogram latencyMicros;

    /** @param model the metric group of the model */
    ShadowMetrics(MetricGroup model) {
        MetricGroup group = model.addGroup(MetricNames.SHADOW_GROUP);
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, counter(group, name(outcome)));
        }
        compared = counter(group, MetricNames.TEXTS_COMPARED);
        timeouts = counter(group, MetricNames.COMPARISON_TIMEOUTS);
        capped = counter(group, MetricNames.CAPPED_TEXTS);
        rows = counter(group, MetricNames.SHADOW_ROWS);
        latencyMicros = group.histogram(MetricNames.COMPARISON_LATENCY_MICROS, Histograms.latest());
        for (DivergenceCause cause : DivergenceCause.values()) {
            MetricGroup ofCause =
                    group.addGroup(MetricNames.CAUSE_GROUP, cause.name().toLowerCase(Locale.ROOT));
            proven.put(cause, counter(ofCause, MetricNames.PROVEN_DISAGREEMENTS));
            suspected.put(cause, counter(ofCause, MetricNames.SUSPECTED_DISAGREEMENTS));
        }
    }

    private static String name(Outcome outcome) {
        return switch (outcome) {
            case SAME_ENCODING -> MetricNames.SAME_ENCODINGS;
            case AGREED -> MetricNames.AGREEMENTS;
            case DISAGREED -> MetricNames.DISAGREEMENTS;
            case NO_CLASS -> MetricNames.MISSING_CLASSES;
            case SKIPPED -> MetricNames.TEXTS_SHED;
            case FAILED -> MetricNames.COMPARISON_FAILURES;
        };
    }

    private static Counter counter(MetricGroup group, String name) {
        return group.counter(name, new ThreadSafeSimpleCounter());
    }

    /** The counter of rows that the model was run for. */
    Counter rows() {
        return rows;
    }

    /**
     * Counts a comparison.
     *
     * @param nanos nanoseconds from the text's arrival
     */
    void left(Comparison comparison, long nanos) {
        increment(outcomes, comparison.outcome());
        if (comparison.outcome().compared()) {
            compared.inc();
            latencyMicros.update(nanos / 1000);
        }
        if (comparison.cappedCharacters() > 0) {
            capped.inc();
        }
        Attribution attribution = comparison.attribution();
        if (attribution != null) {
            for (DivergenceCause cause : attribution.causes()) {
                increment(attribution.proven() ? proven : suspected, cause);
            }
        }
    }

    /** Counts a comparison that took longer than its timeout. */
    void timedOut() {
        timeouts.inc();
    }

    private static <K> void increment(Map<K, Counter> counters, K key) {
        Counter counter = counters.get(key);
        if (counter != null) {
            counter.inc();
        }
    }
}
