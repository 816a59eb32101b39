package dev.parallax.shadow;

import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import dev.parallax.infer.Prediction;
import dev.parallax.infer.ScoredText;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The primary's answer for one text beside a shadow's: that of a Spark NLP pipeline, or that of another head.
 *
 * @param scored the text with the primary's answer
 * @param shadowName name of the shadow, {@link #SPARK_NLP} or a head's
 * @param outcome how the two compare
 * @param shadow the shadow's answer; {@code null} where there is none
 * @param totalVariation half the sum of the absolute differences of both sides' probabilities, 0 to 1; NaN where the
 *     shadow has no answer or its probabilities are no numbers
 * @param sparkNlp what only Spark NLP's side has; {@code null} for a head, and where there is nothing to compare
 * @param detail why there is nothing to compare, one sentence without the text; empty where there is
 */
public record Comparison(
        ScoredText scored,
        String shadowName,
        Outcome outcome,
        @Nullable ShadowAnswer shadow,
        double totalVariation,
        @Nullable SparkNlpReading sparkNlp,
        String detail) {

    /** Name of the shadow that reads texts as Spark NLP does. */
    public static final String SPARK_NLP = "spark-nlp";

    /**
     * A comparison with Spark NLP.
     *
     * @param answer the answer, or nothing where Spark NLP gives the text no class
     */
    static Comparison ofSparkNlp(
            ScoredText scored, Outcome outcome, Optional<ShadowAnswer> answer, SparkNlpReading reading) {
        double variation = answer.map(
                        shadow -> totalVariation(scored.prediction().probabilities(), shadow.probabilities()))
                .orElse(Double.NaN);
        return new Comparison(scored, SPARK_NLP, outcome, answer.orElse(null), variation, reading, "");
    }

    /**
     * A comparison with another head.
     *
     * @param head the head's name
     */
    static Comparison ofHead(ScoredText scored, String head, ShadowAnswer answer) {
        return new Comparison(
                scored,
                head,
                answer.label().equals(scored.prediction().label()) ? Outcome.AGREED : Outcome.DISAGREED,
                answer,
                totalVariation(scored.prediction().probabilities(), answer.probabilities()),
                null,
                "");
    }

    /** Whether the shadow reads texts as Spark NLP does; else it is another head on what the primary read. */
    public boolean ofSparkNlp() {
        return shadowName.equals(SPARK_NLP);
    }

    /** The result of comparing the two answers. */
    public enum Outcome {
        /** The same token ids, hence the same label. */
        SAME_ENCODING,
        /** Other token ids, or another head, and the same label. */
        AGREED,
        /** Another label. */
        DISAGREED,
        /** Spark NLP gives the text no class. */
        NO_CLASS,
        /** The shadow was overloaded and left the text out. */
        SKIPPED,
        /** The shadow failed or took too long. */
        FAILED;

        /** Whether both sides were run, so that the text counts in rates of agreement. */
        public boolean compared() {
            return this != SKIPPED && this != FAILED;
        }

        /** Whether a user of Spark NLP gets the primary's label. */
        public boolean agreed() {
            return this == SAME_ENCODING || this == AGREED;
        }
    }

    /**
     * A text that the Spark NLP shadow left out.
     *
     * @param detail why; never the text
     */
    public static Comparison skipped(ScoredText scored, String detail) {
        return without(scored, SPARK_NLP, Outcome.SKIPPED, detail);
    }

    /**
     * A text on which the Spark NLP shadow failed.
     *
     * @param detail how; never the text
     */
    public static Comparison failed(ScoredText scored, String detail) {
        return without(scored, SPARK_NLP, Outcome.FAILED, detail);
    }

    /**
     * A text on which another head failed.
     *
     * @param head the head's name
     * @param detail how; never the text
     */
    static Comparison failedHead(ScoredText scored, String head, String detail) {
        return without(scored, head, Outcome.FAILED, detail);
    }

    private static Comparison without(ScoredText scored, String shadowName, Outcome outcome, String detail) {
        return new Comparison(scored, shadowName, outcome, null, Double.NaN, null, detail);
    }

    /**
     * A copy with both sides' pieces.
     *
     * @throws IllegalStateException if Spark NLP did not read the text
     */
    public Comparison withDiff(EncodingDiff diff) {
        if (sparkNlp == null) {
            throw new IllegalStateException(
                    "A comparison with " + shadowName + " that is " + outcome + " has no pieces");
        }
        return new Comparison(scored, shadowName, outcome, shadow, totalVariation, sparkNlp.withDiff(diff), detail);
    }

    /** Whether the shadow reads the very token ids that the primary read, in one row; a head that answers does. */
    public boolean sameEncoding() {
        return sparkNlp == null ? !ofSparkNlp() && outcome.compared() : sparkNlp.sameEncoding();
    }

    /** Spark NLP's {@code class} column; empty where there is none. */
    public List<ClassAnnotation> classes() {
        return sparkNlp == null ? List.of() : sparkNlp.classes();
    }

    /** Both sides' pieces around the first difference; {@code null} where there are none to show. */
    public @Nullable EncodingDiff diff() {
        return sparkNlp == null ? null : sparkNlp.diff();
    }

    /** The causes of a disagreement; {@code null} where the answers agree, or where causes are not searched for. */
    public @Nullable Attribution attribution() {
        return sparkNlp == null ? null : sparkNlp.attribution();
    }

    /** UTF-16 units at the end of the text that the shadow did not read. */
    public int cappedCharacters() {
        return sparkNlp == null ? 0 : sparkNlp.cappedCharacters();
    }

    /**
     * The primary's margin: its largest probability minus its second largest, 0 to 1. A model of one class has the
     * margin 1. Where the margin is small, any change of the input may change the label.
     */
    public float margin() {
        return margin(scored.prediction());
    }

    static float margin(Prediction prediction) {
        float first = 0;
        float second = 0;
        for (float probability : prediction.probabilities()) {
            if (probability > first) {
                second = first;
                first = probability;
            } else if (probability > second) {
                second = probability;
            }
        }
        return first - second;
    }

    /** Half the sum of the absolute differences of two distributions, {@code [classes]} each. */
    static double totalVariation(float[] p, float[] q) {
        if (p.length != q.length) {
            throw new IllegalArgumentException(
                    "Distributions over as many classes are compared, not over " + p.length + " and " + q.length);
        }
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += Math.abs((double) p[i] - q[i]);
        }
        return sum / 2;
    }
}
