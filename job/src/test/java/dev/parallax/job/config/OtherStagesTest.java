package dev.parallax.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.job.config.option.PipelineStage;
import dev.parallax.job.config.value.Problems;
import dev.parallax.job.config.value.YamlTree;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtherStagesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sentenceDetectorDL",
                "SentenceDetectorDLModel",
                "normalizer",
                "documentNormalizer",
                "stopWordsCleaner",
                "xlmRoBertaForSequenceClassification",
                "distilBertForSequenceClassification",
                "DeBertaForTokenClassification",
                "bertEmbeddings",
                "bertSentenceEmbeddings",
                "sentenceEmbeddings",
                "classifierDL",
                "LemmatizerModel",
                "NerDLModel"
            })
    void a_stage_of_spark_nlp_that_is_not_reproduced_is_told_from_a_misspelt_one(String name) {
        Problems problems = new Problems();
        var tree = new YamlTree.Sequence(List.of(new YamlTree.Scalar(name, "p.yaml:1")), "p.yaml:1");
        Optional<?> pipeline = PipelineReader.read("pipeline", tree, "p.yaml:1", problems);
        assertThat(pipeline).isEmpty();
        assertThat(problems.found())
                .first()
                .hasToString("pipeline (p.yaml:1): '" + name
                        + "' is a stage of Spark NLP that is not reproduced: the stages are " + PipelineStage.ORDER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tokeniser", "sentenceDetektor", "bertForSequenceClasification", "BertForSequenceClassification"
            })
    void a_misspelt_stage_is_not_one_of_them(String name) {
        assertThat(OtherStages.include(name)).isFalse();
    }

    @Test
    void a_stage_that_is_reproduced_is_not_one_of_them() {
        assertThat(Arrays.stream(PipelineStage.values()).map(PipelineStage::key))
                .noneMatch(OtherStages::include);
    }
}
