package dev.parallax.job.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the examples of records in the guide to the published schemas and to the classes that write them. */
class ExamplesOfPagesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path PAGES = Path.of("docs");
    private static final String INDENT = "    ";

    /** The example of a page that begins with a text, its lines joined. */
    private static JsonNode example(String page, String beginning) throws IOException {
        StringBuilder example = new StringBuilder();
        for (String line : Files.readAllLines(PAGES.resolve(page))) {
            if (line.startsWith(INDENT + beginning) || (!example.isEmpty() && line.startsWith(INDENT))) {
                example.append(line.strip());
            } else if (!example.isEmpty()) {
                break;
            }
        }
        return JSON.readTree(example.toString());
    }

    static Stream<Arguments> examples() {
        return Stream.of(
                example("output.md", "{\"id\"", PublishedSchemas::ofPrediction),
                example("output.md", "{\"reason\"", PublishedSchemas::ofDeadLetter),
                example("shadow.md", "{\"id\"", PublishedSchemas::ofDisagreement),
                example("alerts.md", "{\"schema\"", PublishedSchemas::ofAlert));
    }

    private static Arguments example(String page, String beginning, Function<JsonNode, List<String>> schema) {
        return Arguments.of(page, beginning, schema);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_is_as_its_schema_says(String page, String beginning, Function<JsonNode, List<String>> schema)
            throws IOException {
        assertThat(schema.apply(example(page, beginning))).isEmpty();
    }

    @Test
    void a_shortened_example_lacks_fields_and_has_no_other_fault() throws IOException {
        assertThat(PublishedSchemas.ofReport(example("quality.md", "{\"schema\"")))
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault).contains("required property"));
    }

    @Test
    void the_example_of_an_alert_is_written_as_it_stands() throws IOException {
        // Given
        JsonNode example = example("alerts.md", "{\"schema\"");
        // When
        AlertRecord alert = AlertJson.read(JSON.writeValueAsBytes(example));
        // Then
        assertThat(JSON.readTree(new AlertJson().write(alert.alert()))).isEqualTo(example);
    }
}
