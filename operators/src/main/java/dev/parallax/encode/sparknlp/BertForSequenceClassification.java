package dev.parallax.encode.sparknlp;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/** Spark NLP's {@code BertForSequenceClassification}: how it scores, without the network. Immutable. */
public final class BertForSequenceClassification {

    /** What makes probabilities of logits. */
    public enum Activation {
        /** One class a sentence. */
        SOFTMAX,
        /** Every class above the threshold. */
        SIGMOID
    }

    /**
     * Parameters, named as in Spark NLP.
     *
     * @param caseSensitive whether words keep their case; Spark NLP's default is {@code true}, whatever the vocabulary
     * @param maxSentenceLength most ids of a sentence, special ones included, 1 to 512
     * @param batchSize sentences of one text that are run, padded and coalesced together
     * @param coalesceSentences whether the probabilities of a batch are averaged into one class
     * @param activation what makes probabilities of logits
     * @param threshold classes with a larger probability count, with {@link Activation#SIGMOID}
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
    }

    private BertForSequenceClassification() {}

    /**
     * The {@code class} column.
     *
     * @param encoding what was run
     * @param logits {@code [rows, classes]}, one row for each of the encoding's rows
     * @param labels names of the classes in the order of the logits, {@code [classes]}
     * @param repairs quirks to leave out
     */
    public static List<ClassAnnotation> classes(
            SparkNlpEncoding encoding, Params params, float[][] logits, String[] labels, Set<Repair> repairs) {
        return List.of();
    }
}
