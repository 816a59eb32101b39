package dev.parallax.sparknlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.johnsnowlabs.nlp.Annotation;
import com.johnsnowlabs.nlp.DocumentAssembler;
import com.johnsnowlabs.nlp.annotators.RegexTokenizer;
import com.johnsnowlabs.nlp.annotators.Tokenizer;
import com.johnsnowlabs.nlp.annotators.classifier.dl.BertForSequenceClassification;
import com.johnsnowlabs.nlp.annotators.common.TokenizedWithSentence$;
import com.johnsnowlabs.nlp.annotators.common.WordpieceTokenizedSentence;
import com.johnsnowlabs.nlp.annotators.sbd.pragmatic.SentenceDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * A pipeline of the real Spark NLP, made from a list of stages: {@code [{"documentAssembler": {}},
 * {"sentenceDetector": {}}, {"tokenizer": {}}, {"bertForSequenceClassification": {"caseSensitive": false}}]}, of which
 * the sentence detector may be missing and {@code regexTokenizer} may stand for {@code tokenizer}.
 */
final class RealPipeline {

    private static final String TEXT = "text";
    private static final String TOKEN = "token";
    private static final String CLASS = "class";

    private final List<PipelineStage> stages = new ArrayList<>();
    private final BertForSequenceClassification bert;
    private String unit = "document";

    RealPipeline(JsonNode description, Model model) {
        bert = model.stage();
        for (JsonNode stage : description) {
            Map.Entry<String, JsonNode> entry = stage.properties().iterator().next();
            stages.add(stage(entry.getKey(), entry.getValue()));
        }
        model.load(bert);
    }

    private PipelineStage stage(String name, JsonNode values) {
        PipelineStage stage = switch (name) {
            case "documentAssembler" ->
                (PipelineStage) new DocumentAssembler().setInputCol(TEXT).setOutputCol(unit);
            case "sentenceDetector" -> {
                String document = unit;
                unit = "sentence";
                yield (PipelineStage)
                        ((SentenceDetector) new SentenceDetector().setInputCols(columns(document))).setOutputCol(unit);
            }
            case "tokenizer" ->
                (PipelineStage) ((Tokenizer) new Tokenizer().setInputCols(columns(unit))).setOutputCol(TOKEN);
            case "regexTokenizer" ->
                (PipelineStage) ((RegexTokenizer) new RegexTokenizer().setInputCols(columns(unit))).setOutputCol(TOKEN);
            case "bertForSequenceClassification" ->
                (PipelineStage)
                        ((BertForSequenceClassification) bert.setInputCols(columns(unit, TOKEN))).setOutputCol(CLASS);
            default -> throw new IllegalArgumentException("Unknown stage " + name);
        };
        Parameters.set(stage, values);
        return stage;
    }

    private static String[] columns(String... names) {
        return names;
    }

    /** The pipeline, fitted: none of its stages learns anything. */
    PipelineModel fit(Dataset<Row> texts) {
        return new Pipeline().setStages(stages.toArray(PipelineStage[]::new)).fit(texts);
    }

    /** Sentences or documents of a transformed row. */
    List<Annotation> units(Row row) {
        return annotations(row, unit);
    }

    /** Rule tokens of a transformed row. */
    List<Annotation> tokens(Row row) {
        return annotations(row, TOKEN);
    }

    /** The class column of a transformed row. */
    List<Annotation> classes(Row row) {
        return annotations(row, CLASS);
    }

    private static List<Annotation> annotations(Row row, String column) {
        List<Annotation> annotations = new ArrayList<>();
        for (Row each : row.<Row>getList(row.fieldIndex(column))) {
            annotations.add(com.johnsnowlabs.nlp.Annotation$.MODULE$.apply(each));
        }
        return annotations;
    }

    /**
     * The input of the network for a transformed row: padded ids, a row for each sentence that has tokens. These are
     * the calls that {@code predictSequence} makes.
     */
    List<int[]> ids(Row row) {
        List<Annotation> annotations = new ArrayList<>(units(row));
        annotations.addAll(tokens(row));
        List<WordpieceTokenizedSentence> sentences = JavaConverters.seqAsJavaList(bert.getModelIfNotSet()
                .tokenizeWithAlignment(
                        TokenizedWithSentence$.MODULE$.unpack(seq(annotations)),
                        bert.getMaxSentenceLength(),
                        bert.getCaseSensitive()));
        List<int[]> ids = new ArrayList<>();
        int batch = bert.getBatchSize();
        for (int from = 0; from < sentences.size(); from += batch) {
            List<Tuple2<WordpieceTokenizedSentence, Object>> group = new ArrayList<>();
            for (int i = from; i < Math.min(from + batch, sentences.size()); i++) {
                group.add(new Tuple2<>(sentences.get(i), i));
            }
            ids.addAll(JavaConverters.seqAsJavaList(
                    bert.getModelIfNotSet().encode(seq(group), bert.getMaxSentenceLength())));
        }
        return ids;
    }

    private static <T> Seq<T> seq(List<T> list) {
        return JavaConverters.asScalaBuffer(list).toSeq();
    }
}
