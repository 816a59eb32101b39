package dev.parallax.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.infer.TinyModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodeCommandTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private String model;

    @BeforeEach
    void writeModel() {
        model = TinyModel.bert().write(folder.resolve("tiny")).toString();
    }

    @Test
    void texts_are_shown_as_the_model_sees_them_in_their_order() throws Exception {
        // When
        StandardStreams.Run run =
                encode("{\"text\":\"Good film\"}\n{\"text\":\"\uD83D\uDE00 bad\",\"label\":\"x\"}\n", "--model", model);
        // Then
        assertThat(run.status()).isZero();
        List<JsonNode> lines = json(run);
        assertThat(lines).hasSize(2);
        assertThat(strings(lines.get(0).get("tokens"))).containsExactly("[CLS]", "good", "film", "[SEP]");
        assertThat(lines.get(0).get("offsets")).hasToString("[[0,0],[0,4],[5,9],[0,0]]");
        assertThat(lines.get(0).get("ids")).hasSize(4);
        assertThat(lines.get(0).has("cutTokens")).isFalse();
        assertThat(strings(lines.get(1).get("tokens"))).containsExactly("[CLS]", "[UNK]", "bad", "[SEP]");
        assertThat(lines.get(1).get("offsets")).hasToString("[[0,0],[0,1],[2,5],[0,0]]");
    }

    @Test
    void a_bad_line_has_an_error_in_its_place_and_the_status_says_so() throws Exception {
        // When
        StandardStreams.Run run = encode(
                "{\"text\":\"good\"}\nnot json\n{\"id\":1}\n{\"text\":\"\\ud800\"}\n{\"text\":\"bad\"}\n",
                "--model",
                model);
        // Then
        assertThat(run.status()).isEqualTo(1);
        List<JsonNode> lines = json(run);
        assertThat(lines).extracting(line -> line.has("error")).containsExactly(false, true, true, true, false);
        assertThat(lines.get(1).get("error").textValue()).startsWith("not JSON");
        assertThat(lines.get(2).get("error").textValue()).isEqualTo("expected a JSON object with a string 'text'");
        assertThat(lines.get(3).get("error").textValue()).contains("half of a surrogate pair");
    }

    @Test
    void a_text_is_cut_at_the_length_asked_for() throws Exception {
        JsonNode line = json(encode("{\"text\":\"good bad good bad\"}\n", "--model", model, "--max-length", "4"))
                .get(0);
        assertThat(strings(line.get("tokens"))).containsExactly("[CLS]", "good", "bad", "[SEP]");
        assertThat(line.get("cutTokens").intValue()).isEqualTo(2);
    }

    @Test
    void a_length_beyond_the_model_s_is_an_error_that_names_both() {
        StandardStreams.Run run = encode("{\"text\":\"good\"}\n", "--model", model, "--max-length", "65");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("A length limit of 65 tokens was asked for")
                .contains("takes 64 at most");
    }

    @Test
    void whose_encoding_must_be_said() {
        assertThat(StandardStreams.run("encode", "--model", model).status()).isEqualTo(2);
        StandardStreams.Run run = StandardStreams.run("encode", "--as", "elmo", "--model", model);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--as").contains("elmo");
    }

    private static StandardStreams.Run encode(String input, String... arguments) {
        List<String> all = new ArrayList<>(List.of("encode", "--as", "hf"));
        all.addAll(List.of(arguments));
        return StandardStreams.run(input.getBytes(StandardCharsets.UTF_8), all.toArray(new String[0]));
    }

    private static List<JsonNode> json(StandardStreams.Run run) throws JsonProcessingException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : run.out()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(node -> strings.add(node.textValue()));
        return strings;
    }
}
