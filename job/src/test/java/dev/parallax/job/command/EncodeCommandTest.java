package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.infer.onnx.TinyModel;
import dev.parallax.job.StandardStreams;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void a_bad_line_is_answered_by_an_error_and_a_failure_status() throws Exception {
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
        assertThat(lines.get(3).get("error").textValue()).contains("unpaired surrogate");
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

    @Test
    void a_text_is_shown_as_a_spark_nlp_pipeline_reads_it() throws Exception {
        // When
        StandardStreams.Run run =
                sparkNlp("{\"text\":\"It isn't bad. GOOD film!!!\"}\n{\"text\":null}\n{\"id\":1}\n", "--model", model);
        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("{\"sentences\":[[0,12,\"It isn't bad.\"],[14,25,\"GOOD film!!!\"]],"
                        + "\"tokens\":[[0,1,\"It\"],[3,7,\"isn't\"],[9,11,\"bad\"],[12,12,\".\"],[14,17,\"GOOD\"],"
                        + "[19,22,\"film\"],[23,25,\"!!!\"]],"
                        + run.out().get(0).substring(run.out().get(0).indexOf("\"snlp_ids\"")));
        List<JsonNode> lines = json(run);
        assertThat(lines.get(0).get("snlp_pieces"))
                .hasToString("[[\"[CLS]\",\"it\",\"isn\",\"bad\",\".\",\"[SEP]\"],"
                        + "[\"[CLS]\",\"good\",\"film\",\"!\",\"[SEP]\",\"[PAD]\"]]");
        assertThat(lines.get(0).get("snlp_ids").get(1)).hasSize(6);
        assertThat(lines.get(1)).hasToString("{\"sentences\":[],\"tokens\":[],\"snlp_ids\":[],\"snlp_pieces\":[]}");
        assertThat(lines.get(2).get("error").textValue()).isEqualTo("expected a JSON object with a string 'text'");
    }

    @Test
    void a_model_without_word_pieces_has_no_twin_and_the_error_says_what_it_has() {
        String roberta = TinyModel.roberta().write(folder.resolve("roberta")).toString();
        StandardStreams.Run run = sparkNlp("{\"text\":\"good\"}\n", "--model", roberta);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("BPE").contains("WordPiece");
    }

    @Test
    void options_of_the_other_encoding_are_rejected() {
        assertThat(sparkNlp("", "--model", model, "--max-length", "9").err()).contains("--max-length is for --as hf");
        assertThat(encode("", "--model", model, "--pipeline", "p.yaml").err())
                .contains("--pipeline is for --as spark-nlp");
    }

    @ParameterizedTest
    @CsvSource({"doc, false", "sentence, false", "defaults, true"})
    void the_real_library_s_outputs_are_printed_for_every_probe(String setup, boolean caseSensitive) throws Exception {
        // Given
        List<JsonNode> golden = golden("sparknlp-probes." + setup + ".jsonl.gz");
        StringBuilder input = new StringBuilder();
        for (JsonNode probe : golden) {
            ObjectNode line = JSON.createObjectNode();
            line.set("text", probe.get("text"));
            input.append(line).append('\n');
        }
        List<String> arguments = new ArrayList<>();
        if (!setup.equals("sentence")) {
            Path pipeline = Files.writeString(folder.resolve("job.yaml"), """
                    shadow:
                      pipeline: [documentAssembler, tokenizer, bertForSequenceClassification: {caseSensitive: %s}]
                    """.formatted(caseSensitive));
            arguments.addAll(List.of("--pipeline", pipeline.toString()));
        }
        // When
        StandardStreams.Run run = sparkNlp(input.toString(), arguments.toArray(new String[0]));
        // Then
        assertThat(run.err()).isEqualToIgnoringNewLines("encode: read 281 lines; wrote 281 encodings and 0 errors");
        assertThat(run.status()).isZero();
        List<JsonNode> lines = json(run);
        assertThat(lines).hasSize(281);
        List<String> fields =
                List.of(setup.equals("sentence") ? "sentences" : "documents", "tokens", "snlp_ids", "snlp_pieces");
        for (int i = 0; i < lines.size(); i++) {
            ObjectNode expected = JSON.createObjectNode();
            for (String field : fields) {
                expected.set(field, golden.get(i).get(field));
            }
            assertThat(lines.get(i)).as("probe %d", i).isEqualTo(expected);
        }
    }

    private static List<JsonNode> golden(String name) throws IOException {
        List<JsonNode> probes = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(EncodeCommandTest.class.getResourceAsStream("/golden/" + name)),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                probes.add(JSON.readTree(line));
            }
        }
        return probes;
    }

    private static StandardStreams.Run sparkNlp(String input, String... arguments) {
        List<String> all = new ArrayList<>(List.of("encode", "--as", "spark-nlp"));
        all.addAll(List.of(arguments));
        return StandardStreams.run(input.getBytes(StandardCharsets.UTF_8), all.toArray(new String[0]));
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
