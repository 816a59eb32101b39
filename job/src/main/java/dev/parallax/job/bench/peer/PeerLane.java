package dev.parallax.job.bench.peer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The measurements of one program in a comparison with others.
 *
 * @param kind what it is
 * @param description the program with its version, and how it is set up
 * @param perSecond texts a second, one a round; empty if it was not measured
 * @param sameLabels number of texts with the label of the exported graph's raw session; empty if not asked
 * @param notMeasured the reason for which it was not measured; empty if it was
 */
public record PeerLane(
        Kind kind, String description, List<Double> perSecond, OptionalInt sameLabels, Optional<String> notMeasured) {

    /** Kinds of programs that take part in a comparison, in the order of the table. */
    public enum Kind {
        /** The raw session with the graph that the others run too. */
        EXPORTED("e", "raw session, graph of the other programs", 1.15),
        /** The raw session with the rewritten graph. */
        REWRITTEN("a", "raw session, rewritten graph", 0),
        /** The job. */
        JOB("b", "job, Kafka to Kafka, exactly once", 0),
        /** The real Spark NLP. */
        SPARK_NLP("s", "Spark NLP", 1.25),
        /** {@code @huggingface/transformers}. */
        TRANSFORMERS("t", "@huggingface/transformers", 1.2);

        private final String letter;
        private final String title;
        private final double aim;

        Kind(String letter, String title, double aim) {
            this.letter = letter;
            this.title = title;
            this.aim = aim;
        }

        /** The letter in the table. */
        public String letter() {
            return letter;
        }

        /** The name in the table. */
        public String title() {
            return title;
        }

        /** Least throughput of the job divided by this one's that is aimed at; empty if there is no aim. */
        public OptionalDouble aim() {
            return aim > 0 ? OptionalDouble.of(aim) : OptionalDouble.empty();
        }
    }

    /** Copies the rounds. */
    public PeerLane {
        perSecond = List.copyOf(perSecond);
    }

    /** A program that was not measured. */
    public static PeerLane notMeasured(Kind kind, String why) {
        return new PeerLane(kind, "", List.of(), OptionalInt.empty(), Optional.of(why));
    }

    /** Median, lowest and highest texts a second of the rounds. */
    public Spread spread() {
        return Spread.of(perSecond);
    }

    /** The throughput divided by another's of the same round: median, lowest and highest of the rounds. */
    public Spread by(PeerLane other) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < perSecond.size(); round++) {
            ratios.add(perSecond.get(round) / other.perSecond.get(round));
        }
        return Spread.of(ratios);
    }

    /**
     * Median, lowest and highest of some values.
     *
     * @param median their median, the mean of the middle two if their number is even
     * @param lowest the lowest
     * @param highest the highest
     */
    public record Spread(double median, double lowest, double highest) {

        static Spread of(List<Double> values) {
            double[] sorted = values.stream().mapToDouble(value -> value).toArray();
            Arrays.sort(sorted);
            int last = sorted.length - 1;
            return new Spread((sorted[last / 2] + sorted[sorted.length / 2]) / 2, sorted[0], sorted[last]);
        }
    }
}
