package dev.parallax.encode.sparknlp.bert;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.sparknlp.stage.Checks;
import dev.parallax.encode.sparknlp.stage.Repair;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Spark NLP's {@code BertForSequenceClassification}: parameters and scoring, without the network. Immutable. */
public final class BertForSequenceClassification {

    /** The function that turns logits into probabilities. */
    public enum Activation {
        /** One class for each sentence. */
        SOFTMAX,
        /** Every class above the threshold. */
        SIGMOID
    }

    /**
     * Parameters, named as in Spark NLP.
     *
     * @param caseSensitive whether words keep their case; Spark NLP's default is {@code true}, whatever the vocabulary
     * @param maxSentenceLength most ids of a sentence, special ones included, 1 to 512
     * @param batchSize number of sentences of one text that are run, padded and coalesced together
     * @param coalesceSentences whether the probabilities of a batch are averaged into one class
     * @param activation function that turns logits into probabilities
     * @param threshold probability above which a class is returned, with {@link Activation#SIGMOID}
     */
    public record Params(
            boolean caseSensitive,
            int maxSentenceLength,
            int batchSize,
            boolean coalesceSentences,
            Activation activation,
            float threshold)
            implements Serializable {

        /** Spark NLP's defaults. */
        public static final Params DEFAULT = new Params(true, 128, 8, false, Activation.SOFTMAX, 0.5f);

        /**
         * Checks the parameters.
         *
         * @throws IllegalArgumentException with the parameter, its value and what is allowed
         */
        public Params {
            Checks.check(
                    maxSentenceLength >= 1 && maxSentenceLength <= 512,
                    "bertForSequenceClassification.maxSentenceLength",
                    maxSentenceLength,
                    "1 to 512");
            Checks.check(batchSize >= 1, "bertForSequenceClassification.batchSize", batchSize, "1 or more");
            Checks.check(
                    Float.isFinite(threshold), "bertForSequenceClassification.threshold", threshold, "a finite number");
        }

        /** These parameters with another {@code caseSensitive}. */
        public Params withCaseSensitive(boolean other) {
            return new Params(other, maxSentenceLength, batchSize, coalesceSentences, activation, threshold);
        }

        /** These parameters with another {@code maxSentenceLength}. */
        public Params withMaxSentenceLength(int other) {
            return new Params(caseSensitive, other, batchSize, coalesceSentences, activation, threshold);
        }

        /** These parameters with another {@code coalesceSentences}. */
        public Params withCoalesceSentences(boolean other) {
            return new Params(caseSensitive, maxSentenceLength, batchSize, other, activation, threshold);
        }

        /** These parameters with another {@code activation}. */
        public Params withActivation(Activation other) {
            return new Params(caseSensitive, maxSentenceLength, batchSize, coalesceSentences, other, threshold);
        }
    }

    private BertForSequenceClassification() {}

    /**
     * Computes the {@code class} column from a network's logits as Spark NLP does: the probabilities of the n-th row of
     * a batch are assigned to the n-th of <em>all</em> units, regardless of the batch and of whether that unit has
     * tokens.
     *
     * @param encoding the encoding that was run
     * @param params parameters of the classifier
     * @param logits {@code [rows, classes]}, one row for each of the encoding's rows
     * @param labels names of the classes in the order of the logits, {@code [classes]}
     * @param repairs quirks to repair, of which only {@link Repair#ACTIVATION} matters here
     * @throws IllegalArgumentException if the number of logits differs from that of rows
     */
    public static List<ClassAnnotation> classes(
            SparkNlpEncoding encoding, Params params, float[][] logits, String[] labels, Set<Repair> repairs) {
        if (logits.length != encoding.rows().size()) {
            throw new IllegalArgumentException(
                    "Expected logits for " + encoding.rows().size() + " rows, found " + logits.length);
        }
        ClassColumn column = new ClassColumn(params, labels, repairs.contains(Repair.ACTIVATION));
        List<ClassAnnotation> classes = new ArrayList<>();
        int row = 0;
        for (List<Encoding> batch : encoding.batches(params.batchSize())) {
            float[][] scores = new float[batch.size()][];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = column.probabilities(logits[row + i]);
            }
            int firstUnit = encoding.exploded() ? encoding.unitOfRow().get(row) : 0;
            if (params.coalesceSentences()) {
                column.annotate(encoding.units().get(firstUnit), firstUnit, ClassColumn.mean(scores), classes);
            } else {
                for (int i = 0; i < scores.length; i++) {
                    column.annotate(encoding.units().get(firstUnit + i), firstUnit + i, scores[i], classes);
                }
            }
            row += scores.length;
        }
        return classes;
    }
}
