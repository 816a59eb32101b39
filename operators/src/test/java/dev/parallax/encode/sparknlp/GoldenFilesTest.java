package dev.parallax.encode.sparknlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.encode.TokenizerFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the twin with the results of the real Spark NLP 5.5.3 for the same texts. */
class GoldenFilesTest {

    private static final int TEXTS = 1500;
    private static final int TEXTS_PER_OPTION = 10;

    private static ExactModel model;
    private static TokenizerFile tokenizer;

    @BeforeAll
    static void makeModel(@TempDir Path folder) throws IOException {
        model = ExactModel.golden();
        tokenizer = model.tokenizer(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sentence", "document", "defaults"})
    void the_twin_does_as_spark_nlp_in_every_setup(String setup) throws IOException {
        TwinRun twin = new TwinRun(GoldenFiles.setups().get(setup), model, tokenizer);
        List<String> differences = new ArrayList<>();

        List<JsonNode> lines = GoldenFiles.lines(GoldenFiles.SETUPS);
        for (JsonNode line : lines) {
            compare(line, line.required(setup), twin, setup, differences);
        }

        assertThat(differences).isEmpty();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(TEXTS);
    }

    @Test
    void the_twin_does_as_spark_nlp_with_every_option() throws IOException {
        Map<String, TwinRun> twins = new HashMap<>();
        Map<String, Integer> texts = new HashMap<>();
        List<String> differences = new ArrayList<>();

        for (JsonNode line : GoldenFiles.lines(GoldenFiles.OPTIONS)) {
            String option = line.required("option").asText();
            TwinRun twin =
                    twins.computeIfAbsent(option, name -> new TwinRun(line.required("pipeline"), model, tokenizer));
            compare(line, line.required("result"), twin, option, differences);
            texts.merge(option, 1, Integer::sum);
        }

        assertThat(differences).isEmpty();
        assertThat(texts)
                .allSatisfy((option, count) -> assertThat(count).as(option).isGreaterThanOrEqualTo(TEXTS_PER_OPTION));
    }

    private static void compare(JsonNode line, JsonNode expected, TwinRun twin, String name, List<String> differences) {
        String text = line.required("text").asText();
        SparkNlpResult.read(expected, text)
                .difference(twin.result(text))
                .ifPresent(difference -> differences.add(name + " of " + line.required("text") + ": " + difference));
    }
}
