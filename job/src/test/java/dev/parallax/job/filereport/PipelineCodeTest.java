package dev.parallax.job.filereport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.bert.ClassChoice;
import dev.parallax.job.filereport.candidate.Candidate;
import dev.parallax.job.filereport.candidate.Candidates;
import dev.parallax.job.filereport.code.ClassifierClass;
import dev.parallax.job.filereport.code.PythonCode;
import dev.parallax.job.filereport.code.ScalaCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineCodeTest {

    private static final List<Candidate> CANDIDATES = Candidates.of(
            SparkNlpPipeline.sentences(BertForSequenceClassification.Params.DEFAULT), ClassChoice.FIRST, true, 512);

    private static Candidate all() {
        return CANDIDATES.get(CANDIDATES.size() - 1);
    }

    @Test
    void scala_is_complete() {
        assertThat(ScalaCode.of(all(), ClassifierClass.BERT)).isEqualTo("""
                import com.johnsnowlabs.nlp.DocumentAssembler
                import com.johnsnowlabs.nlp.annotators.RegexTokenizer
                import com.johnsnowlabs.nlp.annotators.classifier.dl.BertForSequenceClassification
                import org.apache.spark.ml.Pipeline
                import org.apache.spark.sql.functions.expr

                val documentAssembler = new DocumentAssembler()
                  .setInputCol("text")
                  .setOutputCol("document")

                val tokenizer = new RegexTokenizer()
                  .setInputCols(Array("document"))
                  .setOutputCol("token")
                  .setPattern(\"""[\\s\\h\\x{2028}\\x{2029}\\x{85}]+|(?=[\\p{Punct}\\p{P}\\p{IsHan}])|(?<=[\\p{Punct}\\p{P}\\p{IsHan}])\""")
                  .setToLowercase(false)

                val classifier = BertForSequenceClassification
                  .loadSavedModel("MODEL_FOLDER", spark)
                  .setInputCols(Array("document", "token"))
                  .setOutputCol("class")
                  .setCaseSensitive(false)
                  .setMaxSentenceLength(512)

                val pipeline = new Pipeline().setStages(Array(documentAssembler, tokenizer, classifier))
                val result = pipeline.fit(data).transform(data)
                val answered = result.withColumn("answer", expr("class[0].result"))
                """);
    }

    @Test
    void python_is_complete() {
        assertThat(PythonCode.of(all(), ClassifierClass.BERT)).isEqualTo("""
                from pyspark.ml import Pipeline
                from pyspark.sql.functions import expr
                from sparknlp.annotator import BertForSequenceClassification, RegexTokenizer
                from sparknlp.base import DocumentAssembler

                documentAssembler = (
                    DocumentAssembler()
                    .setInputCol("text")
                    .setOutputCol("document")
                )

                tokenizer = (
                    RegexTokenizer()
                    .setInputCols(["document"])
                    .setOutputCol("token")
                    .setPattern(r"[\\s\\h\\x{2028}\\x{2029}\\x{85}]+|(?=[\\p{Punct}\\p{P}\\p{IsHan}])|(?<=[\\p{Punct}\\p{P}\\p{IsHan}])")
                    .setToLowercase(False)
                )

                classifier = (
                    BertForSequenceClassification.loadSavedModel("MODEL_FOLDER", spark)
                    .setInputCols(["document", "token"])
                    .setOutputCol("class")
                    .setCaseSensitive(False)
                    .setMaxSentenceLength(512)
                )

                pipeline = Pipeline(stages=[documentAssembler, tokenizer, classifier])
                result = pipeline.fit(data).transform(data)
                answered = result.withColumn("answer", expr("class[0].result"))
                """);
    }

    @Test
    void sentences_are_wired_through() {
        Candidate coalesced = CANDIDATES.stream()
                .filter(candidate -> candidate.title().equals("setCoalesceSentences(true)"))
                .findFirst()
                .orElseThrow();
        assertThat(ScalaCode.of(coalesced, ClassifierClass.BERT))
                .contains("new SentenceDetector()")
                .contains("new Tokenizer()\n  .setInputCols(Array(\"sentence\"))")
                .contains(".setInputCols(Array(\"sentence\", \"token\"))")
                .contains(".setCoalesceSentences(true)")
                .contains("Array(documentAssembler, sentenceDetector, tokenizer, classifier)");
        assertThat(PythonCode.of(coalesced, ClassifierClass.BERT)).contains(".setCoalesceSentences(True)");
    }

    @Test
    void a_literal_means_the_text_that_it_was_made_of() {
        assertThat(ScalaCode.literal("a\"b\\n\n\u200b")).isEqualTo("\"a\\\"b\\\\n\\n\\u200b\"");
        assertThat(ScalaCode.literal("\\u2187")).isEqualTo("\"\\\\u2187\"");
        assertThat(ScalaCode.literal("\\s+")).isEqualTo("\"\"\"\\s+\"\"\"");
        assertThat(PythonCode.literal("\\s+")).isEqualTo("r\"\\s+\"");
        assertThat(PythonCode.literal("\\s\\")).isEqualTo("\"\\\\s\\\\\"");
    }

    @Test
    void a_distilbert_has_a_separate_class() {
        Candidate candidate = all();
        assertThat(ScalaCode.of(candidate, ClassifierClass.of("distilbert")))
                .contains("import com.johnsnowlabs.nlp.annotators.classifier.dl.DistilBertForSequenceClassification\n")
                .contains("val classifier = DistilBertForSequenceClassification\n  "
                        + ".loadSavedModel(\"MODEL_FOLDER\", spark)");
        assertThat(PythonCode.of(candidate, ClassifierClass.of("distilbert")))
                .contains("DistilBertForSequenceClassification.loadSavedModel(")
                .doesNotContain(" BertForSequenceClassification");
        assertThat(ClassifierClass.of("electra").note()).contains("is not a BERT");
        assertThat(ClassifierClass.of("bert").note()).isEmpty();
    }
}
