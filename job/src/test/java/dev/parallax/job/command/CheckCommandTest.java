package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.infer.model.ModelBundle;
import dev.parallax.infer.onnx.TinyHead;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.StandardStreams;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {

    @TempDir
    private Path temp;

    private static StandardStreams.Run check(String... more) {
        List<String> arguments = new ArrayList<>(List.of("check", "--set", "inference.provider=cpu"));
        arguments.addAll(List.of(more));
        return StandardStreams.run(arguments.toArray(String[]::new));
    }

    private static JsonNode found(StandardStreams.Run run) throws Exception {
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).hasSize(1);
        return JsonMapper.builder().build().readTree(run.out().get(0));
    }

    @Test
    void a_model_that_works_is_reported_with_its_answer_to_a_text() throws Exception {
        // Given
        Path model = TinyModel.bert().write(temp.resolve("my-model"));
        // When
        JsonNode found = found(check("--model", model.toString(), "--text", "good film"));
        // Then
        assertThat(found.path("name").asText()).isEqualTo("my-model");
        assertThat(found.path("fingerprint").asText())
                .isEqualTo(ModelBundle.read(model, null, 0).id().fingerprint());
        assertThat(found.path("labels")).hasToString("[\"negative\",\"positive\"]");
        assertThat(found.path("maxLength").intValue()).isEqualTo(64);
        assertThat(found.path("device").asText()).isEqualTo("cpu");
        assertThat(found.path("label").asText()).isIn("negative", "positive");
        assertThat(found.path("score").doubleValue()).isBetween(0.5, 1.0);
        assertThat(found.path("sparkNlp").booleanValue()).isFalse();
        assertThat(found.path("heads")).isEmpty();
    }

    @Test
    void what_a_configuration_asks_for_beside_the_model_is_checked_too() throws Exception {
        // Given
        Path model = TinyModel.bert().features().write(temp.resolve("my-model"));
        Path head = TinyHead.same().write(temp.resolve("head"));
        Path config = Files.writeString(
                temp.resolve("job.yaml"),
                "model: {path: '" + model + "'}\nshadow: {enabled: true, kind: [spark-nlp, head], heads: {other: '"
                        + head + "'}}\n");
        // When
        JsonNode found = found(check("--config", config.toString()));
        // Then
        assertThat(found.path("sparkNlp").booleanValue()).isTrue();
        assertThat(found.path("heads")).hasToString("[\"other\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.onnx", "tokenizer.json", "config.json"})
    void a_file_that_is_missing_is_an_error(String file) throws Exception {
        // Given
        Path model = TinyModel.bert().write(temp.resolve("my-model"));
        Files.delete(model.resolve(file));
        // When
        StandardStreams.Run run = check("--model", model.toString());
        // Then
        assertThat(run.status()).isNotZero();
        assertThat(run.out()).isEmpty();
    }

    @Test
    void a_text_on_which_the_model_fails_is_an_error() {
        Path model = TinyModel.bert().write(temp.resolve("my-model"));
        assertThat(check("--model", model.toString(), "--text", "poison").status())
                .isNotZero();
        assertThat(check("--model", model.toString(), "--text", "nan").status()).isNotZero();
    }

    @Test
    void a_shadow_that_the_model_cannot_have_is_an_error() {
        // Given
        Path model = TinyModel.roberta().write(temp.resolve("my-model"));
        // Then
        assertThat(check("--model", model.toString()).status()).isZero();
        assertThat(check("--model", model.toString(), "--set", "shadow.enabled=true")
                        .status())
                .isNotZero();
    }
}
