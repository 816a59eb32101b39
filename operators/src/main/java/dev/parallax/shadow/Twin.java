package dev.parallax.shadow;

import dev.parallax.encode.sparknlp.SparkNlpEncoder;
import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.encode.sparknlp.stage.Repair;
import dev.parallax.infer.model.ModelBundle;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/** What Spark NLP does around the network. Implementations are safe for several threads. */
public interface Twin {

    /** What Spark NLP would read of a text if some of its quirks were mended. */
    SparkNlpEncoding encode(String text, Set<Repair> repairs);

    /** The repairs that may matter to a text; with all of them on it is read as Hugging Face reads it. */
    Set<Repair> relevant(String text);

    /**
     * Spark NLP's {@code class} column.
     *
     * @param encoding what was read
     * @param logits {@code [rows, classes]}, one row for each of the encoding's rows
     * @param labels names of the classes, {@code [classes]}
     * @param repairs quirks that are mended
     */
    List<ClassAnnotation> classes(SparkNlpEncoding encoding, float[][] logits, String[] labels, Set<Repair> repairs);

    /** The vocabulary's spelling of an id. */
    String piece(int id);

    /** Makes the twin of a model where it is used. */
    @FunctionalInterface
    interface Factory extends Serializable {

        /**
         * Makes a twin.
         *
         * @throws dev.parallax.encode.EncodingException if the model can have none
         */
        Twin create(ModelBundle model, ShadowOptions options);
    }

    /** The twin that does as Spark NLP 5.5.3 does. */
    static Twin of(ModelBundle model, ShadowOptions options) {
        return of(model, options.pipeline(), options.limits());
    }

    /**
     * The twin that does as Spark NLP 5.5.3 does.
     *
     * @param limits how many characters of a text it reads
     */
    static Twin of(ModelBundle model, SparkNlpPipeline pipeline, ShadowLimits limits) {
        SparkNlpEncoder encoder =
                new SparkNlpEncoder(pipeline, model.tokenizer(), model.maxLength(), limits.maxCharacters());
        BertForSequenceClassification.Params bert = pipeline.bert();
        return new Twin() {
            @Override
            public SparkNlpEncoding encode(String text, Set<Repair> repairs) {
                return encoder.encode(text, repairs);
            }

            @Override
            public Set<Repair> relevant(String text) {
                return encoder.relevant(text);
            }

            @Override
            public List<ClassAnnotation> classes(
                    SparkNlpEncoding encoding, float[][] logits, String[] labels, Set<Repair> repairs) {
                return BertForSequenceClassification.classes(encoding, bert, logits, labels, repairs);
            }

            @Override
            public String piece(int id) {
                return encoder.piece(id);
            }
        };
    }
}
