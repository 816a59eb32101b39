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
 * What the jobs of this process have answered so far, by name of the run: predictions, and comparisons by outcome.
 * Counts are of what left the operators, committed or not. Safe for several threads.
 */
final class Answers {

    private static final Map<String, Answers> RUNS = new ConcurrentHashMap<>();

    private final LongAdder predictions = new LongAdder();
    private final Map<Outcome, LongAdder> comparisons = new EnumMap<>(Outcome.class);

    private Answers() {
        for (Outcome outcome : Outcome.values()) {
            comparisons.put(outcome, new LongAdder());
        }
    }

    /** Those of a run, none before it starts. */
    static Answers of(String run) {
        return RUNS.computeIfAbsent(run, name -> new Answers());
    }

    /** Counts what a run's streams bring from now on. */
    static Answers watch(String run, Streams streams) {
        Answers answers = of(run);
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

    /** Texts that have a prediction. */
    long predictions() {
        return predictions.sum();
    }

    /** Texts that were compared with an outcome. */
    long comparisons(Outcome outcome) {
        LongAdder count = comparisons.get(outcome);
        return count == null ? 0 : count.sum();
    }

    /** Counts; lets none pass. */
    private record Predictions(String run) implements FilterFunction<ScoredText> {
        @Override
        public boolean filter(ScoredText scored) {
            of(run).predictions.increment();
            return false;
        }
    }

    /** Counts; lets none pass. */
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
