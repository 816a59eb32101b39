package dev.parallax.infer.batch;

import dev.parallax.encode.Encoder;
import dev.parallax.encode.Encoding;
import java.util.ArrayList;
import java.util.List;

/**
 * A measurement of how far a text's logits depend on the texts that it shares a batch with. They should not. But a
 * dynamically quantised model takes its scales over the whole batch, padding included, and a comparison of two such
 * models shows that as noise among the differences.
 */
public final class BatchDependence {

    /** Difference in logits above which the log has a warning. */
    public static final double TOLERANCE = 1e-3;

    private static final List<String> TEXTS = List.of(
            "Good.",
            "It was not what I had hoped for.",
            "The parcel came two days late, but the support team answered at once and sent another.",
            "why does it keep asking for my password",
            "¡Qué maravilla! Volveré.",
            "I bought three of these for the office, and after a month one hinge is loose, one screen flickers,"
                    + " and the third "
                    + "is simply perfect; ask me again in a year, when the warranty has run out and I have made"
                    + " up my mind.",
            "10 out of 10",
            "Never again!!!");

    /** Number of rows of the largest batch that a measurement runs. */
    public static final int ROWS = TEXTS.size();

    private BatchDependence() {}

    /**
     * The largest difference between a text's logits alone and among others or padded.
     *
     * @return the difference in logits; infinite where one of the two is no number
     * @throws ClassifierException if the model fails on these texts
     */
    public static double measure(Classifier classifier, Encoder encoder) throws ClassifierException {
        List<Encoding> texts = new ArrayList<>();
        for (String text : TEXTS) {
            texts.add(encoder.encode(text));
        }
        List<Scores> together = classifier.score(texts);
        double largest = 0;
        for (int i = 0; i < texts.size(); i++) {
            Encoding text = texts.get(i);
            Scores alone = classifier.score(List.of(text)).get(0);
            largest = Math.max(largest, difference(alone, together.get(i)));
            Scores twice = classifier.score(List.of(text, text)).get(0);
            largest = Math.max(largest, difference(alone, twice));
        }
        return largest;
    }

    /**
     * A text that a model was seen to answer.
     *
     * @throws ClassifierException if the model fails on it
     */
    public static Encoding control(Classifier classifier, Encoder encoder) throws ClassifierException {
        Encoding control = encoder.encode(TEXTS.get(0));
        var unused = classifier.score(List.of(control));
        return control;
    }

    private static double difference(Scores one, Scores other) {
        return Math.max(difference(one.logits(), other.logits()), difference(one.headLogits(), other.headLogits()));
    }

    private static double difference(float[] one, float[] other) {
        double largest = 0;
        for (int i = 0; i < one.length; i++) {
            double difference = Math.abs((double) one[i] - other[i]);
            // A comparison with NaN is false, and no answer is as far from an answer as can be.
            largest =
                    difference <= largest ? largest : Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
        }
        return largest;
    }
}
