package dev.parallax.job.bench;

import dev.parallax.infer.ScoredText;
import dev.parallax.job.pipeline.ClassificationTopology.Streams;
import dev.parallax.shadow.Comparison;
import dev.parallax.shadow.Comparison.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Counters of the results of all jobs in this process, by name of the run: predictions, and comparisons by outcome.
 * Results count when operators emit them, committed or not. Thread-safe.
 */
final class ResultCounters {

    private static final Map<String, ResultCounters> RUNS = new ConcurrentHashMap<>();

    private final LongAdder predictions = new LongAdder();
    private final Map<Outcome, LongAdder> comparisons = new EnumMap<>(Outcome.class);

    private ResultCounters() {
        for (Outcome outcome : Outcome.values()) {
            comparisons.put(outcome, new LongAdder());
        }
    }

    /** The counters of a run, all zero before it starts. */
    static ResultCounters of(String run) {
        return RUNS.computeIfAbsent(run, name -> new ResultCounters());
    }

    /** Counts the results of a run's streams. */
    static ResultCounters watch(String run, Streams streams) {
        ResultCounters answers = of(run);
        streams.predictions()
                .filter(new Predictions(run))
                .name("Count")
                .uid("bench-predictions")
                .sinkTo(new DiscardingSink<>());
        streams.comparisons()
                .ifPresent(comparisons -> comparisons
                        .filter(new Comparisons(run))
                        .name("Count comparisons")
                        .uid("bench-comparisons")
                        .sinkTo(new DiscardingSink<>()));
        return answers;
    }

    /** Number of texts with a prediction. */
    long predictions() {
        return predictions.sum();
    }

    /** Number of comparisons with an outcome. */
    long comparisons(Outcome outcome) {
        LongAdder count = comparisons.get(outcome);
        return count == null ? 0 : count.sum();
    }

    /** A filter that counts records and drops all of them. */
    private record Predictions(String run) implements FilterFunction<ScoredText> {
        @Override
        public boolean filter(ScoredText scored) {
            of(run).predictions.increment();
            return false;
        }
    }

    /** A filter that counts records and drops all of them. */
    private record Comparisons(String run) implements FilterFunction<Comparison> {
        @Override
        public boolean filter(Comparison comparison) {
            LongAdder count = of(run).comparisons.get(comparison.outcome());
            if (count != null) {
                count.increment();
            }
            return false;
        }
    }
}
