package dev.parallax.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification.Activation;
import dev.parallax.encode.sparknlp.document.CleanupMode;
import dev.parallax.encode.sparknlp.document.DocumentAssembler;
import dev.parallax.encode.sparknlp.sentence.CustomBoundsStrategy;
import dev.parallax.encode.sparknlp.sentence.SentenceDetectorParams;
import dev.parallax.encode.sparknlp.token.RegexTokenizer;
import dev.parallax.encode.sparknlp.token.TokenizerParams;
import dev.parallax.job.config.option.PipelineStage;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineFileTest {

    private static final String STAGES = PipelineStage.ORDER;

    @TempDir
    private Path folder;

    @Test
    void stages_without_parameters_have_spark_nlp_s_defaults() throws IOException {
        // Given
        SparkNlpPipeline spark = new SparkNlpPipeline(
                DocumentAssembler.Params.DEFAULT,
                SentenceDetectorParams.DEFAULT,
                TokenizerParams.DEFAULT,
                BertForSequenceClassification.Params.DEFAULT);
        // Then
        assertThat(read("""
                pipeline:
                  - documentAssembler
                  - sentenceDetector: {}
                  - tokenizer
                  - bertForSequenceClassification: {}
                """)).isEqualTo(spark);
    }

    @Test
    void every_parameter_can_be_written() throws IOException {
        assertThat(read("""
                pipeline:
                  - documentAssembler: {cleanupMode: shrink_full}
                  - sentenceDetector:
                      useAbbreviations: false
                      detectLists: false
                      useCustomBoundsOnly: true
                      explodeSentences: true
                      customBounds: ['\\|', ", "]
                      customBoundsStrategy: append
                      minLength: 2
                      maxLength: 300
                      splitLength: 90
                  - tokenizer:
                      targetPattern: '\\w+'
                      prefixPattern: '\\A([^\\s]*)'
                      suffixPattern: '([^\\s]?)\\z'
                      infixPatterns: ['(\\w+)(n''t)']
                      exceptions: [New York]
                      caseSensitiveExceptions: false
                      contextChars: [".", ",", "#"]
                      splitPattern: '-'
                      splitChars: ["/"]
                      minLength: 1
                      maxLength: 40
                  - bertForSequenceClassification:
                      caseSensitive: false
                      maxSentenceLength: 512
                      batchSize: 4
                      coalesceSentences: true
                      multilabel: true
                      threshold: 0.25
                """))
                .isEqualTo(new SparkNlpPipeline(
                        new DocumentAssembler.Params(CleanupMode.SHRINK_FULL),
                        new SentenceDetectorParams(
                                false,
                                false,
                                true,
                                true,
                                List.of("\\|", ", "),
                                CustomBoundsStrategy.APPEND,
                                2,
                                300,
                                90),
                        new TokenizerParams(
                                "\\w+",
                                "\\A([^\\s]*)",
                                "([^\\s]?)\\z",
                                List.of("(\\w+)(n't)"),
                                List.of("New York"),
                                false,
                                List.of(".", ",", "#"),
                                "-",
                                List.of("/"),
                                1,
                                40),
                        new BertForSequenceClassification.Params(false, 512, 4, true, Activation.SIGMOID, 0.25f)));
    }

    @Test
    void a_pipeline_without_sentence_detector_classifies_documents_and_may_split_by_a_pattern() throws IOException {
        SparkNlpPipeline pipeline = read("""
                pipeline:
                  - documentAssembler
                  - regexTokenizer: {pattern: '\\s+|(?=\\p{Punct})', toLowercase: true, minLength: 2, maxLength: 9,
                      positionalMask: true, trimWhitespace: true, preservePosition: false}
                  - bertForSequenceClassification: {activation: sigmoid}
                """);
        assertThat(pipeline.sentenceDetector()).isNull();
        assertThat(pipeline.tokenizer())
                .isEqualTo(new RegexTokenizer.Params("\\s+|(?=\\p{Punct})", true, 2, 9, true, true, false));
        assertThat(pipeline.bert().activation()).isEqualTo(Activation.SIGMOID);
    }

    @Test
    void a_job_s_options_hold_one_too() throws IOException {
        String list = "[documentAssembler, tokenizer, bertForSequenceClassification: {caseSensitive: false}]";
        SparkNlpPipeline expected = SparkNlpPipeline.documents(
                new BertForSequenceClassification.Params(false, 128, 8, false, Activation.SOFTMAX, 0.5f));
        assertThat(read("model.name: intent\nshadow: {enabled: true, pipeline: " + list + "}\n"))
                .isEqualTo(expected);
        assertThat(read("shadow.pipeline: " + list + "\n")).isEqualTo(expected);
        Settings settings =
                Settings.load(Optional.of(file("shadow:\n  pipeline: " + list + "\n")), List.of("model.name=intent"));
        assertThat(PipelineConfig.from(settings).shadow().pipeline()).contains(expected);
        assertThat(PipelineConfig.from(Settings.load(Optional.empty(), List.of("shadow.pipeline=" + list)))
                        .shadow()
                        .pipeline())
                .contains(expected);
        assertThat(settings.describe())
                .contains("shadow.pipeline = [\"documentAssembler\", \"tokenizer\","
                        + " {\"bertForSequenceClassification\": {\"caseSensitive\": \"false\"}}]");
    }

    @Test
    void all_that_is_wrong_is_told_at_once_with_its_line() throws IOException {
        assertThat(problems("""
                pipeline:
                  - documentAsembler: {cleanupMode: shrink}
                  - sentenceDetector:
                      minlength: 3
                      maxLength: ten
                      detectLists: yes
                      customBounds: "x"
                      customBoundsStrategy: middle
                      splitLength:
                  - tokenizer: {exceptions: [a, [b]], targetPattern: {}, minLength: 1, minLength: 2}
                  - bertForSequenceClassification:
                      activation: softmax
                      multilabel: true
                      threshold: half
                """))
                .containsExactly(
                        "pipeline (p.yaml:2): 'documentAsembler' is not a stage; the nearest one is"
                                + " 'documentAssembler',"
                                + " and there are " + STAGES,
                        "pipeline (p.yaml:1): has no 'documentAssembler': the stages are " + STAGES,
                        "pipeline.sentenceDetector.splitLength (p.yaml:9): has no value: give it one, or leave the key"
                                + " out",
                        "pipeline.sentenceDetector.detectLists (p.yaml:6): must be true or false, and is 'yes'",
                        "pipeline.sentenceDetector.customBounds (p.yaml:7): must be a list of plain values, such as"
                                + " [\"a\", \"b\"], and is a plain value",
                        "pipeline.sentenceDetector.customBoundsStrategy (p.yaml:8): must be one of none, prepend,"
                                + " append, and is 'middle'",
                        "pipeline.sentenceDetector.maxLength (p.yaml:5): must be an integer, and is 'ten'",
                        "pipeline.sentenceDetector.minlength (p.yaml:4): is not a parameter of this stage; the nearest"
                                + " one is 'minLength', and it has useAbbreviations, detectLists, useCustomBoundsOnly,"
                                + " explodeSentences, customBounds, customBoundsStrategy, minLength, maxLength,"
                                + " splitLength",
                        "pipeline.tokenizer.minLength (p.yaml:10): must be set once, and is set at p.yaml:10 too",
                        "pipeline.tokenizer.targetPattern (p.yaml:10): must be one plain value, and is a mapping",
                        "pipeline.tokenizer.exceptions (p.yaml:10): must be a list of plain values, such as"
                                + " [\"a\", \"b\"], and is a list",
                        "pipeline.bertForSequenceClassification.multilabel (p.yaml:13): must be true with activation"
                                + " sigmoid and false with softmax, and is 'true'",
                        "pipeline.bertForSequenceClassification.threshold (p.yaml:14): must be a number, and is"
                                + " 'half'");
    }

    @Test
    void what_spark_nlp_would_refuse_is_told_where_it_stands() throws IOException {
        assertThat(problems("""
                pipeline:
                  - documentAssembler
                  - tokenizer: {targetPattern: '['}
                  - bertForSequenceClassification:
                      caseSensitive: false
                      maxSentenceLength: 600
                """))
                .satisfiesExactly(
                        pattern -> assertThat(pattern)
                                .startsWith("pipeline.tokenizer.targetPattern (p.yaml:3): is '['; allowed: a regular"
                                        + " expression"),
                        length -> assertThat(length)
                                .startsWith("pipeline.bertForSequenceClassification.maxSentenceLength (p.yaml:6): is"
                                        + " '600'; allowed: "));
    }

    @Test
    void stages_out_of_order_or_twice_are_told_with_the_order_that_works() throws IOException {
        assertThat(problems("""
                pipeline:
                  - documentAssembler
                  - tokenizer
                  - sentenceDetector
                  - regexTokenizer
                  - bertForSequenceClassification
                """))
                .containsExactly(
                        "pipeline.sentenceDetector (p.yaml:4): must stand before 'tokenizer' (p.yaml:3): the order is "
                                + STAGES,
                        "pipeline.regexTokenizer (p.yaml:5): must not follow 'tokenizer' (p.yaml:3): a pipeline has one"
                                + " of them");
        assertThat(problems("pipeline: []\n"))
                .containsExactly(
                        "pipeline (p.yaml:1): has no 'documentAssembler': the stages are " + STAGES,
                        "pipeline (p.yaml:1): has no 'tokenizer': the stages are " + STAGES,
                        "pipeline (p.yaml:1): has no 'bertForSequenceClassification': the stages are " + STAGES);
    }

    @Test
    void what_has_not_the_shape_of_a_pipeline_is_told_with_the_shape_that_it_must_have() throws IOException {
        assertThat(problems("""
                pipeline:
                  - documentAssembler: {}
                  - tokenizer:
                    minLength: 3
                  - [sentenceDetector]
                  - tokenizer: 3
                  - bertForSequenceClassification
                other: 1
                """))
                .containsExactly(
                        "pipeline (p.yaml:4): must be a list with one stage an entry, and 'minLength' stands beside"
                                + " 'tokenizer': a stage starts with its own '-', and parameters are indented below"
                                + " their stage",
                        "pipeline (p.yaml:5): must hold stages, such as '- tokenizer: {}', and holds a list",
                        "pipeline (p.yaml:6): must hold stages with parameters, such as 'tokenizer: {}', and"
                                + " 'tokenizer'"
                                + " has a plain value",
                        "pipeline (p.yaml:1): has no 'tokenizer': the stages are " + STAGES,
                        "other (p.yaml:8): must not stand beside 'pipeline'");
        assertThat(problems("pipeline: tokenizer\n"))
                .containsExactly("pipeline (p.yaml:1): must be a list of stages, " + STAGES + ", and is a plain value");
        assertThat(problems("shadow: {enabled: true}\n"))
                .containsExactly("pipeline (" + folder.resolve("p.yaml")
                        + "): is not set, and must be a list of stages, " + STAGES);
    }

    @Test
    void a_job_tells_of_its_pipeline_beside_all_else_that_is_wrong() throws IOException {
        // Given
        Path file = file("""
                model.max-length: 2
                shadow:
                  sample-rate: 2
                  answer: best
                  pipeline:
                    - documentAssembler
                    - tokeniser
                    - bertForSequenceClassification
                """);
        // When
        ConfigException thrown = catchThrowableOfType(
                ConfigException.class,
                () -> PipelineConfig.from(Settings.load(Optional.of(file), List.of("shadow.pipline=x"))));
        // Then
        assertThat(thrown.getMessage().lines())
                .containsExactlyInAnyOrder(
                        "shadow.pipline (--set): is not an option; the nearest one is 'shadow.pipeline'",
                        "model.max-length (p.yaml:1): must be an integer, 0 (as many as the model takes), or 3 or"
                                + " more, and is '2'",
                        "shadow.answer (p.yaml:4): must be one of first, coalesced, majority, max-score, and is 'best'",
                        "shadow.pipeline (p.yaml:7): 'tokeniser' is not a stage; the nearest one is 'tokenizer', and"
                                + " there are " + STAGES,
                        "shadow.pipeline (p.yaml:5): has no 'tokenizer': the stages are " + STAGES,
                        "shadow.sample-rate (p.yaml:3): must be a number, 0 to 1, and is '2'");
    }

    private SparkNlpPipeline read(String yaml) throws IOException {
        return PipelineFile.read(file(yaml));
    }

    private List<String> problems(String yaml) throws IOException {
        Path file = file(yaml);
        return catchThrowableOfType(ConfigException.class, () -> PipelineFile.read(file)).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("p.yaml"), yaml);
    }
}
