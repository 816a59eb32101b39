package dev.parallax.shadow;

import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import dev.parallax.infer.Prediction;
import dev.parallax.infer.ScoredText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The primary's answer for one text beside a shadow's: what a Spark NLP pipeline would have answered, or another head.
 *
 * @param scored the text with the primary's answer
 * @param outcome how the two compare
 * @param sameEncoding whether Spark NLP reads the very token ids that the primary read, in one row
 * @param shadow the shadow's answer; {@code null} where there is none
 * @param classes Spark NLP's {@code class} column; empty where there is none
 * @param totalVariation half the sum of the absolute differences of both sides' probabilities, 0 to 1; NaN where the
 *     shadow has no answer or its probabilities are no numbers
 * @param diff both sides' pieces around the first difference, where the answers differ; {@code null} where they do not,
 *     where the encodings are the same, or where no pieces are asked for
 * @param attribution why the answers differ; {@code null} where they do not, or where causes are not asked for
 * @param cappedCharacters UTF-16 units at the end of the text that the shadow did not look at
 * @param detail why there is nothing to compare, one sentence without the text; empty where there is
 * @param shadowName name of the shadow, {@link #SPARK_NLP} or a head's
 */
public record Comparison(
        ScoredText scored,
        Outcome outcome,
        boolean sameEncoding,
        @Nullable ShadowAnswer shadow,
        List<ClassAnnotation> classes,
        double totalVariation,
        @Nullable EncodingDiff diff,
        @Nullable Attribution attribution,
        int cappedCharacters,
        String detail,
        String shadowName) {

    /** Name of the shadow that reads texts as Spark NLP does. */
    public static final String SPARK_NLP = "spark-nlp";

    /** With Spark NLP. */
    public Comparison(
            ScoredText scored,
            Outcome outcome,
            boolean sameEncoding,
            @Nullable ShadowAnswer shadow,
            List<ClassAnnotation> classes,
            double totalVariation,
            @Nullable EncodingDiff diff,
            @Nullable Attribution attribution,
            int cappedCharacters,
            String detail) {
        this(
                scored,
                outcome,
                sameEncoding,
                shadow,
                classes,
                totalVariation,
                diff,
                attribution,
                cappedCharacters,
                detail,
                SPARK_NLP);
    }

    /** Whether the shadow reads texts as Spark NLP does; else it is another head on what the primary read. */
    public boolean ofSparkNlp() {
        return shadowName.equals(SPARK_NLP);
    }

    /** How the two answers compare. */
    public enum Outcome {
        /** The same token ids, hence the same label. */
        SAME_ENCODING,
        /** Other token ids, and the same label all the same. */
        AGREED,
        /** Another label. */
        DISAGREED,
        /** Spark NLP gives the text no class. */
        NO_CLASS,
        /** The shadow had too much to do and left the text out. */
        SKIPPED,
        /** The shadow broke or took too long. */
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

    /** A text that the shadow left out, with why. */
    public static Comparison skipped(ScoredText scored, String detail) {
        return without(scored, Outcome.SKIPPED, detail);
    }

    /** A text on which the shadow broke, with how; never with the text. */
    public static Comparison failed(ScoredText scored, String detail) {
        return without(scored, Outcome.FAILED, detail);
    }

    private static Comparison without(ScoredText scored, Outcome outcome, String detail) {
        return new Comparison(scored, outcome, false, null, List.of(), Double.NaN, null, null, 0, detail);
    }

    /**
     * How sure the primary was: its largest probability minus its second largest, 0 to 1. A model of one class has the
     * margin 1. Disagreements of small margin are what any change of the input might cause.
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
