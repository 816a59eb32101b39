package dev.parallax.sparknlp;

import com.johnsnowlabs.ml.onnx.OnnxWrapper;
import com.johnsnowlabs.nlp.annotators.classifier.dl.BertForSequenceClassification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import scala.Option;
import scala.Predef$;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.immutable.Map;

/**
 * A model folder in Spark NLP's layout: {@code model.onnx}, whose output is called {@code logits}, {@code
 * assets/vocab.txt} and {@code assets/labels.txt}. It is loaded once and then serves every pipeline: Spark rejects a
 * second file of that name with another content.
 */
final class Model {

    private final SparkSession spark;
    private final Option<OnnxWrapper> onnx;
    private final Map<String, Object> vocabulary;
    private final Map<String, Object> labels;
    private final List<String> labelNames;

    Model(SparkSession spark, Path folder) throws IOException {
        this.spark = spark;
        this.onnx = BertForSequenceClassification.loadSavedModel(
                        folder.toAbsolutePath().toString(), spark)
                .getModelIfNotSet()
                .onnxWrapper();
        this.vocabulary = numbered(Files.readAllLines(folder.resolve("assets/vocab.txt")));
        this.labelNames = Files.readAllLines(folder.resolve("assets/labels.txt"));
        this.labels = numbered(labelNames);
    }

    private static Map<String, Object> numbered(List<String> names) {
        java.util.Map<String, Object> numbers = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            numbers.put(names.get(i), i);
        }
        return JavaConverters.mapAsScalaMap(numbers).toMap(Predef$.MODULE$.<Tuple2<String, Object>>$conforms());
    }

    /** The labels in the order of the logits. */
    List<String> labels() {
        return labelNames;
    }

    /** A stage without parameters: {@link #load} comes behind them. */
    BertForSequenceClassification stage() {
        return new BertForSequenceClassification().setVocabulary(vocabulary).setLabels(labels);
    }

    /** Gives the stage its network. The threshold that it has now is the one that counts. */
    void load(BertForSequenceClassification stage) {
        stage.setModelIfNotSet(spark, Option.empty(), onnx, Option.empty());
    }
}
