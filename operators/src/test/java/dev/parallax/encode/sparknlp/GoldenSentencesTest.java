package dev.parallax.encode.sparknlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallax.encode.sparknlp.document.CleanupMode;
import dev.parallax.encode.sparknlp.document.DocumentAssembler;
import dev.parallax.encode.sparknlp.sentence.CustomBoundsStrategy;
import dev.parallax.encode.sparknlp.sentence.MarkedText;
import dev.parallax.encode.sparknlp.sentence.SentenceDetector;
import dev.parallax.encode.sparknlp.sentence.SentenceDetectorParams;
import dev.parallax.encode.sparknlp.stage.Annotation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares documents and sentences with those of the real Spark NLP 5.5.3 for texts of this project. */
class GoldenSentencesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<JsonNode> golden(String file) {
        InputStream resource = Objects.requireNonNull(GoldenSentencesTest.class.getResourceAsStream("/golden/" + file));
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(resource), StandardCharsets.UTF_8))) {
            List<JsonNode> lines = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(JSON.readTree(line));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Annotation annotation(JsonNode node) {
        return new Annotation(
                node.get(0).asInt(), node.get(1).asInt(), node.get(2).asText());
    }

    private static List<Annotation> sentences(SentenceDetectorParams params, boolean treatMarkersAsText, String text) {
        return new SentenceDetector(params, treatMarkersAsText).sentences(new Annotation(0, text.length() - 1, text));
    }

    private static List<Annotation> expected(JsonNode line) {
        List<Annotation> sentences = new ArrayList<>();
        line.get("sentences").forEach(node -> sentences.add(annotation(node)));
        return sentences;
    }

    private static SentenceDetectorParams params(JsonNode node) {
        List<String> bounds = new ArrayList<>();
        node.get("customBounds").forEach(bound -> bounds.add(bound.asText()));
        return new SentenceDetectorParams(
                node.get("useAbbreviations").asBoolean(),
                node.get("detectLists").asBoolean(),
                node.get("useCustomBoundsOnly").asBoolean(),
                false,
                bounds,
                CustomBoundsStrategy.valueOf(node.get("customBoundsStrategy").asText()),
                node.get("minLength").asInt(),
                node.get("maxLength").isNull() ? null : node.get("maxLength").asInt(),
                node.get("splitLength").isNull()
                        ? null
                        : node.get("splitLength").asInt());
    }

    @Test
    void sentences_are_those_of_spark_nlp() {
        List<JsonNode> lines = golden("sentences.default.jsonl.gz");

        assertThat(lines)
                .hasSizeGreaterThan(1900)
                .allSatisfy(line -> assertThat(sentences(
                                SentenceDetectorParams.DEFAULT,
                                false,
                                line.get("text").asText()))
                        .isEqualTo(expected(line)));
    }

    @Test
    void sentences_with_other_parameters_are_those_of_spark_nlp() {
        List<JsonNode> lines = golden("sentences.options.jsonl.gz");

        assertThat(lines)
                .hasSizeGreaterThan(500)
                .allSatisfy(line -> assertThat(sentences(
                                params(line.get("params")),
                                false,
                                line.get("text").asText()))
                        .isEqualTo(expected(line)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sentences.default.jsonl.gz", "sentences.options.jsonl.gz"})
    void own_markers_change_nothing_in_texts_without_spark_nlps(String file) {
        assertThat(golden(file))
                .filteredOn(line -> line.get("text").asText().chars().noneMatch(c -> MarkedText.isMarker((char) c)))
                .hasSizeGreaterThan(400)
                .allSatisfy(line -> assertThat(sentences(
                                line.has("params") ? params(line.get("params")) : SentenceDetectorParams.DEFAULT,
                                true,
                                line.get("text").asText()))
                        .isEqualTo(expected(line)));
    }

    @ParameterizedTest
    @EnumSource(CleanupMode.class)
    void documents_are_those_of_spark_nlp(CleanupMode mode) {
        DocumentAssembler assembler = new DocumentAssembler(new DocumentAssembler.Params(mode));

        assertThat(golden("documents.cleanup.jsonl.gz"))
                .filteredOn(line -> line.get("cleanupMode").asText().equals(mode.name()))
                .hasSize(45)
                .allSatisfy(
                        line -> assertThat(assembler.assemble(line.get("text").asText()))
                                .isEqualTo(annotation(line.get("document"))));
    }
}
