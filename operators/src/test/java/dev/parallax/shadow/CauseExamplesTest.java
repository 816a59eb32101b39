package dev.parallax.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.Encoding;
import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.encode.sparknlp.BgeTokenizer;
import dev.parallax.encode.sparknlp.SparkNlpEncoder;
import dev.parallax.encode.sparknlp.SparkNlpPipeline;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification.Activation;
import dev.parallax.encode.sparknlp.document.CleanupMode;
import dev.parallax.encode.sparknlp.document.DocumentAssembler;
import dev.parallax.encode.sparknlp.sentence.SentenceDetectorParams;
import dev.parallax.encode.sparknlp.stage.Repair;
import dev.parallax.encode.sparknlp.token.RegexTokenizer;
import dev.parallax.encode.sparknlp.token.TokenSplitter;
import dev.parallax.encode.sparknlp.token.TokenizerParams;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the causes, on both sides with the vocabulary of an uncased English BERT. */
class CauseExamplesTest {

    private static final int MAX_LENGTH = 512;

    private static HuggingFaceEncoder huggingFace;

    @BeforeAll
    static void load() {
        huggingFace = HuggingFaceEncoder.load(BgeTokenizer.file(), MAX_LENGTH);
    }

    @AfterAll
    static void close() {
        huggingFace.close();
    }

    /** Causes whose examples are pieces of this vocabulary. */
    static Set<DivergenceCause> shown() {
        return EnumSet.complementOf(EnumSet.of(
                DivergenceCause.ACCENTS,
                DivergenceCause.TRUNCATION,
                DivergenceCause.ATTENTION_MASK,
                DivergenceCause.MISSING_CLASS,
                DivergenceCause.ACTIVATION));
    }

    static List<DivergenceCause> mendedByTokenizer() {
        return shown().stream()
                .filter(cause ->
                        cause.remedy().advice().equals(Remedy.tokenizer().advice()))
                .toList();
    }

    private static SparkNlpPipeline pipeline(DivergenceCause cause) {
        BertForSequenceClassification.Params bert = new BertForSequenceClassification.Params(
                cause == DivergenceCause.CASING, 128, 8, false, Activation.SOFTMAX, 0.5f);
        TokenizerParams defaults = TokenizerParams.DEFAULT;
        TokenSplitter.Params tokenizer = cause != DivergenceCause.TOKEN_RULES
                ? defaults
                : new TokenizerParams(
                        defaults.targetPattern(),
                        defaults.prefixPattern(),
                        defaults.suffixPattern(),
                        defaults.infixPatterns(),
                        defaults.exceptions(),
                        defaults.caseSensitiveExceptions(),
                        defaults.contextChars(),
                        defaults.splitPattern(),
                        defaults.splitChars(),
                        5,
                        null);
        return new SparkNlpPipeline(
                new DocumentAssembler.Params(
                        cause == DivergenceCause.CLEANUP ? CleanupMode.DELETE_FULL : CleanupMode.DISABLED),
                cause == DivergenceCause.SENTENCE_SPLIT ? SentenceDetectorParams.DEFAULT : null,
                tokenizer,
                bert);
    }

    private static SparkNlpEncoder twin(SparkNlpPipeline pipeline) {
        return new SparkNlpEncoder(pipeline, BgeTokenizer.file(), MAX_LENGTH, 10_000);
    }

    private static String pieces(SparkNlpEncoder twin, Encoding row) {
        return Arrays.stream(row.ids(), 1, row.length() - 1)
                .mapToObj(twin::piece)
                .collect(Collectors.joining(" "));
    }

    private static String pieces(SparkNlpEncoder twin, List<Encoding> rows) {
        return rows.stream().map(row -> pieces(twin, row)).collect(Collectors.joining(" · "));
    }

    @ParameterizedTest
    @MethodSource("shown")
    void both_sides_read_an_example_as_it_says(DivergenceCause cause) {
        SparkNlpEncoder twin = twin(pipeline(cause));
        String text = cause.example().text();

        assertThat(pieces(twin, twin.encode(text).rows()))
                .isEqualTo(cause.example().sparkNlp());
        assertThat(pieces(twin, huggingFace.encode(text)))
                .isEqualTo(cause.example().huggingFace());
    }

    @ParameterizedTest
    @MethodSource("shown")
    void the_repair_of_a_cause_matters_to_its_example(DivergenceCause cause) {
        SparkNlpEncoder twin = twin(pipeline(cause));
        Set<Repair> relevant = twin.relevant(cause.example().text());

        assertThat(relevant).contains(cause.repair());
        assertThat(EncodingDiff.same(
                        huggingFace.encode(cause.example().text()),
                        twin.encode(cause.example().text(), relevant).rows()))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("mendedByTokenizer")
    void the_advised_tokenizer_mends_the_example(DivergenceCause cause) {
        RegexTokenizer.Params defaults = RegexTokenizer.Params.DEFAULT;
        SparkNlpPipeline plain = pipeline(cause);
        SparkNlpEncoder twin = twin(new SparkNlpPipeline(
                plain.documentAssembler(),
                plain.sentenceDetector(),
                new RegexTokenizer.Params(
                        Remedy.TOKENIZER_PATTERN,
                        defaults.toLowercase(),
                        defaults.minLength(),
                        defaults.maxLength(),
                        defaults.positionalMask(),
                        defaults.trimWhitespace(),
                        defaults.preservePosition()),
                plain.bert()));

        assertThat(pieces(twin, twin.encode(cause.example().text()).rows()))
                .isEqualTo(cause.example().huggingFace());
    }
}
