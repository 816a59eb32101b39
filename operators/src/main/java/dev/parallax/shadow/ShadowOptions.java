package dev.parallax.shadow;

import dev.parallax.bounds.Bounds;
import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.encode.sparknlp.bert.ClassChoice;
import java.io.Serializable;
import java.time.Duration;

/**
 * The options of a comparison with a Spark NLP pipeline.
 *
 * @param pipeline the pipeline
 * @param choice how the classes of a text's sentences become one answer
 * @param sampling which texts are compared
 * @param limits how much room and time comparisons have
 * @param attribution how far the causes of a disagreement are looked for
 */
public record ShadowOptions(
        SparkNlpPipeline pipeline,
        ClassChoice choice,
        Sampling sampling,
        ShadowLimits limits,
        AttributionLimits attribution)
        implements Serializable {

    /** The handling of a text for which there is no room. */
    public enum Overload {
        /** It is left out and counted: the primary goes on as if there were no shadow. */
        SHED,
        /** It waits, and the primary with it: for files, where every text must be compared. */
        WAIT
    }

    /**
     * Which texts are compared.
     *
     * @param rate share of the texts, 0 to 1; which ones depends on their ids alone
     * @param overload what happens to a text for which there is no room
     */
    public record Sampling(double rate, Overload overload) implements Serializable {

        /** Bounds of {@code rate}. */
        public static final Bounds<Double> RATE = Bounds.SHARE;

        /** Every text, as long as there is room: for streams. */
        public static final Sampling DEFAULT = new Sampling(1, Overload.SHED);

        /** Every text, none of which is left out for lack of room: for files. */
        public static final Sampling EVERY = new Sampling(1, Overload.WAIT);

        /** @throws IllegalArgumentException if a value is out of its bounds */
        public Sampling {
            RATE.require("rate", rate);
        }
    }

    /**
     * Limits of the search for the causes of a disagreement, and of the pieces of both sides that it shows.
     *
     * @param maxVariants most readings of a text that are run to find the causes; 0 for not looking for them
     * @param maxPieces most pieces of either side around the first difference; 0 for none
     */
    public record AttributionLimits(int maxVariants, int maxPieces) implements Serializable {

        /** Bounds of {@code maxVariants}. */
        public static final Bounds<Integer> MAX_VARIANTS = Bounds.integers(0, "no causes", 1_000_000);

        /** Bounds of {@code maxPieces}. */
        public static final Bounds<Integer> MAX_PIECES = Bounds.integers(0, 2048);

        /** 16 variants, 24 pieces. */
        public static final AttributionLimits DEFAULT = new AttributionLimits(16, 24);

        /** @throws IllegalArgumentException if a value is out of its bounds */
        public AttributionLimits {
            MAX_VARIANTS.require("maxVariants", maxVariants);
            MAX_PIECES.require("maxPieces", maxPieces);
        }
    }

    /** A pipeline with the default of all else: the first class, every text as long as there is room. */
    public static ShadowOptions of(SparkNlpPipeline pipeline) {
        return new ShadowOptions(
                pipeline, ClassChoice.FIRST, Sampling.DEFAULT, ShadowLimits.DEFAULT, AttributionLimits.DEFAULT);
    }

    /** The same for other texts. */
    public ShadowOptions with(Sampling other) {
        return new ShadowOptions(pipeline, choice, other, limits, attribution);
    }

    /** The same with other limits. */
    public ShadowOptions with(ShadowLimits other) {
        return new ShadowOptions(pipeline, choice, sampling, other, attribution);
    }

    /**
     * The same for an account of every text: none is left out for lack of room or time, and enough pieces are shown.
     *
     * @param leastTimeout least time that a comparison may take
     * @param leastPieces least number of pieces of either side that a comparison shows
     */
    public ShadowOptions complete(Duration leastTimeout, int leastPieces) {
        return new ShadowOptions(
                pipeline,
                choice,
                Sampling.EVERY,
                limits.withTimeoutOf(leastTimeout),
                new AttributionLimits(attribution.maxVariants(), Math.max(attribution.maxPieces(), leastPieces)));
    }
}
