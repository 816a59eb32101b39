package dev.parallax.encode.sparknlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification.Activation;
import dev.parallax.encode.sparknlp.document.DocumentAssembler;
import dev.parallax.encode.sparknlp.token.RegexTokenizer;
import dev.parallax.encode.sparknlp.token.TokenSplitter;
import dev.parallax.encode.sparknlp.token.TokenizerParams;
import dev.parallax.shadow.EncodingDiff;
import dev.parallax.shadow.Remedy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Counts the probes of the golden files that Spark NLP encodes as Hugging Face, before and after the advised remedy.
 */
class AdvisedTokenizerTest {

    private static final int MAX_LENGTH = 128;
    private static final String BEGINNING = "Of 281 hard texts";

    private static SparkNlpEncoder twin(TokenSplitter.Params tokenizer) {
        BertForSequenceClassification.Params bert =
                new BertForSequenceClassification.Params(false, MAX_LENGTH, 8, false, Activation.SOFTMAX, 0.5f);
        return new SparkNlpEncoder(
                new SparkNlpPipeline(DocumentAssembler.Params.DEFAULT, null, tokenizer, bert),
                BgeTokenizer.file(),
                MAX_LENGTH,
                100_000);
    }

    private static RegexTokenizer.Params advised() {
        RegexTokenizer.Params defaults = RegexTokenizer.Params.DEFAULT;
        return new RegexTokenizer.Params(
                Remedy.TOKENIZER_PATTERN,
                defaults.toLowercase(),
                defaults.minLength(),
                defaults.maxLength(),
                defaults.positionalMask(),
                defaults.trimWhitespace(),
                defaults.preservePosition());
    }

    @Test
    void the_page_of_causes_has_the_counts() throws IOException {
        // Given
        List<String> texts = GoldenTest.golden("sparknlp-probes.doc.jsonl.gz").stream()
                .map(line -> line.get("text"))
                .map(JsonNode::asText)
                .toList();
        try (HuggingFaceEncoder huggingFace = HuggingFaceEncoder.load(BgeTokenizer.file(), MAX_LENGTH)) {
            // When
            long before = same(huggingFace, twin(TokenizerParams.DEFAULT), texts);
            long after = same(huggingFace, twin(advised()), texts);
            // Then
            assertThat(texts).hasSize(281);
            assertThat(sentence())
                    .isEqualTo(BEGINNING + ", " + after + " are then encoded as Hugging Face encodes them, and "
                            + before + " without it.");
        }
    }

    /** The sentence of the page that has the counts. */
    private static String sentence() throws IOException {
        String page =
                Files.readString(Path.of("..", "job", "docs", "causes.md")).replaceAll("\\s+", " ");
        int from = page.indexOf(BEGINNING);
        return page.substring(from, page.indexOf('.', from) + 1);
    }

    private static long same(HuggingFaceEncoder huggingFace, SparkNlpEncoder twin, List<String> texts) {
        return texts.stream()
                .filter(text -> EncodingDiff.same(
                        huggingFace.encode(text), twin.encode(text).rows()))
                .count();
    }
}
