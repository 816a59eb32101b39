package dev.parallax.encode.sparknlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.encode.sparknlp.bert.BertForSequenceClassification;
import dev.parallax.encode.sparknlp.bert.ClassAnnotation;
import dev.parallax.encode.sparknlp.bert.SparkNlpEncoding;
import dev.parallax.encode.sparknlp.stage.Annotation;
import dev.parallax.encode.sparknlp.stage.Repair;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the twin with the output of the real Spark NLP 5.5.3 for the same texts. */
class GoldenTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String[] LABELS = {"negative", "neutral", "positive"};
    private static final int BATCH_SIZE = 8;

    static List<JsonNode> golden(String name) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Objects.requireNonNull(GoldenTest.class.getResourceAsStream("/golden/" + name))),
                StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(MAPPER.readTree(line));
            }
        }
        return lines;
    }

    private static SparkNlpEncoder encoder(String setup) {
        BertForSequenceClassification.Params bert = setup.equals("defaults")
                ? BertForSequenceClassification.Params.DEFAULT
                : new BertForSequenceClassification.Params(
                        false, 128, BATCH_SIZE, false, BertForSequenceClassification.Activation.SOFTMAX, 0.5f);
        SparkNlpPipeline pipeline =
                setup.equals("sentence") ? SparkNlpPipeline.sentences(bert) : SparkNlpPipeline.documents(bert);
        return new SparkNlpEncoder(pipeline, BgeTokenizer.file(), 128, 100_000);
    }

    private static List<Annotation> annotations(JsonNode spans) {
        List<Annotation> annotations = new ArrayList<>();
        for (JsonNode span : spans) {
            annotations.add(new Annotation(
                    span.get(0).asInt(), span.get(1).asInt(), span.get(2).asText()));
        }
        return annotations;
    }

    private static List<int[]> ids(JsonNode rows) {
        List<int[]> ids = new ArrayList<>();
        for (JsonNode row : rows) {
            int[] values = new int[row.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = row.get(i).asInt();
            }
            ids.add(values);
        }
        return ids;
    }

    @ParameterizedTest
    @ValueSource(strings = {"doc", "defaults", "sentence"})
    void units_tokens_ids_and_pieces_are_those_of_the_real_library(String setup) throws IOException {
        SparkNlpEncoder encoder = encoder(setup);
        List<JsonNode> lines = golden("sparknlp-probes." + setup + ".jsonl.gz");

        assertThat(lines).hasSize(281).allSatisfy(line -> {
            SparkNlpEncoding encoding = encoder.encode(line.get("text").asText());

            assertThat(encoding.units())
                    .isEqualTo(annotations(line.get(setup.equals("sentence") ? "sentences" : "documents")));
            assertThat(encoding.tokens()).isEqualTo(annotations(line.get("tokens")));
            assertThat(encoding.paddedIds(BATCH_SIZE))
                    .usingRecursiveComparison()
                    .isEqualTo(ids(line.get("snlp_ids")));
            List<String> pieces = encoding.paddedIds(BATCH_SIZE).stream()
                    .flatMapToInt(Arrays::stream)
                    .mapToObj(encoder::piece)
                    .toList();
            assertThat(pieces).isEqualTo(texts(line.get("snlp_pieces")));
        });
    }

    private static List<String> texts(JsonNode rows) {
        List<String> texts = new ArrayList<>();
        rows.forEach(row -> row.forEach(piece -> texts.add(piece.asText())));
        return texts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"doc", "defaults", "sentence"})
    void classes_are_those_of_the_real_library_given_the_same_logits(String setup) throws IOException {
        SparkNlpEncoder encoder = encoder(setup);

        assertThat(golden("sparknlp-probes." + setup + ".jsonl.gz")).allSatisfy(line -> {
            SparkNlpEncoding encoding = encoder.encode(line.get("text").asText());
            JsonNode expected = line.get("class");
            float[][] logits = new float[expected.size()][];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = logits(expected.get(i).get(3));
            }

            List<ClassAnnotation> classes = BertForSequenceClassification.classes(
                    encoding, BertForSequenceClassification.Params.DEFAULT, logits, LABELS, Set.of());

            assertThat(classes).hasSize(expected.size());
            for (int i = 0; i < classes.size(); i++) {
                assertSame(classes.get(i), expected.get(i));
            }
        });
    }

    private static float[] logits(JsonNode metadata) {
        float[] logits = new float[LABELS.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] =
                    (float) Math.log(Double.parseDouble(metadata.get(LABELS[i]).asText()));
        }
        return logits;
    }

    private static void assertSame(ClassAnnotation found, JsonNode expected) {
        assertThat(found.begin()).isEqualTo(expected.get(0).asInt());
        assertThat(found.end()).isEqualTo(expected.get(1).asInt());
        assertThat(found.label()).isEqualTo(expected.get(2).asText());
        JsonNode metadata = expected.get(3);
        assertThat(found.sentence())
                .isEqualTo(Integer.parseInt(metadata.get("sentence").asText()));
        for (int i = 0; i < LABELS.length; i++) {
            assertThat(found.probabilities()[i])
                    .isCloseTo(Float.parseFloat(metadata.get(LABELS[i]).asText()), within(1e-6f));
        }
    }

    @Test
    void with_all_repairs_the_ids_are_those_of_hugging_face() throws IOException {
        SparkNlpEncoder encoder = encoder("sentence");
        Set<Repair> all = Set.of(Repair.values());

        assertThat(golden("sparknlp-probes.sentence.jsonl.gz")).allSatisfy(line -> {
            SparkNlpEncoding encoding = encoder.encode(line.get("text").asText(), all);

            assertThat(encoding.rows()).hasSize(1);
            assertThat(encoding.rows().get(0).ids())
                    .containsExactly(ids(MAPPER.createArrayNode().add(line.get("hf_ids")))
                            .get(0));
        });
    }
}
