package dev.parallax.job.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.encode.Encoding;
import dev.parallax.encode.HuggingFaceEncoder;
import dev.parallax.infer.model.DeviceOptions;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.onnx.OnnxClassifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The five largest logits of texts of many kinds, as each default model gave them when the file was written. The test
 * writes what it finds to {@code target/golden-logits-<model>.jsonl}, from where a file is copied when a model is
 * changed on purpose.
 */
class GoldenLogitsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LARGEST = 5;
    /** Other processors add in another order. */
    private static final double FLOATS = 2e-4;
    /** A number between two steps may be rounded to either of them, in each of the layers. */
    private static final double INTEGERS = 0.1;

    @ParameterizedTest
    @EnumSource
    void a_model_s_logits_are_those_of_the_golden_file(DefaultModel model) throws Exception {
        // Given texts with their logits
        List<JsonNode> golden = golden(model);
        double tolerance = model.isQuantized() ? INTEGERS : FLOATS;

        // When the model reads the texts, rewritten and as it was exported
        List<String> texts =
                golden.stream().map(line -> line.path("text").asText()).toList();
        List<float[]> rewritten = logits(model.folder(true), texts);
        write(model, texts, rewritten);
        List<float[]> exported = model.isQuantized() ? rewritten : logits(model.folder(false), texts);

        // Then its largest logits are the same
        for (int i = 0; i < texts.size(); i++) {
            JsonNode expected = golden.get(i).path("logits");
            assertThat(expected.size()).isGreaterThanOrEqualTo(2);
            for (JsonNode each : expected) {
                int index = each.path(0).asInt();
                assertThat(Math.abs(each.path(1).asDouble() - rewritten.get(i)[index]))
                        .as("logit %d of the text %d", index, i)
                        .isLessThan(tolerance);
                assertThat(Math.abs(each.path(1).asDouble() - exported.get(i)[index]))
                        .as("logit %d of the text %d, exported graph", index, i)
                        .isLessThan(tolerance);
            }
        }
    }

    private static List<float[]> logits(Path folder, List<String> texts) throws Exception {
        ModelBundle model = ModelBundle.read(folder, null, ModelBundle.MODEL_LIMIT);
        List<float[]> logits = new ArrayList<>();
        try (HuggingFaceEncoder encoder = model.newEncoder();
                OnnxClassifier classifier = OnnxClassifier.open(model, DeviceOptions.CPU)) {
            for (String text : texts) {
                Encoding encoding = encoder.encode(text);
                logits.add(classifier.score(List.of(encoding)).get(0).logits());
            }
        }
        return logits;
    }

    private static List<JsonNode> golden(DefaultModel model) throws IOException {
        String name = "golden-logits-" + model.modelName() + ".jsonl";
        try (InputStream file = Objects.requireNonNull(GoldenLogitsTest.class.getResourceAsStream(name), name)) {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                lines.add(JSON.readTree(line));
            }
            return lines;
        }
    }

    private static void write(DefaultModel model, List<String> texts, List<float[]> logits) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            ObjectNode line = JSON.createObjectNode().put("text", texts.get(i));
            ArrayNode largest = line.putArray("logits");
            for (int index : largest(logits.get(i))) {
                largest.addArray().add(index).add(Math.round(logits.get(i)[index] * 1e5) / 1e5);
            }
            lines.append(JSON.writeValueAsString(line)).append('\n');
        }
        Files.writeString(Path.of("target", "golden-logits-" + model.modelName() + ".jsonl"), lines);
    }

    private static List<Integer> largest(float[] logits) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < logits.length; i++) {
            order.add(i);
        }
        order.sort((one, other) -> Float.compare(logits[other], logits[one]));
        return order.subList(0, Math.min(LARGEST, order.size()));
    }
}
