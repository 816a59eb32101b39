package dev.parallax.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ScoreCommandTest {

    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int score(byte[] lines, String... more) throws IOException {
        Path input = Files.write(temp.resolve("pairs.tsv"), lines);
        List<String> arguments = new ArrayList<>(List.of("score", "--input", input.toString()));
        arguments.addAll(List.of(more));
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println(failure.getMessage());
                    return 1;
                })
                .execute(arguments.toArray(String[]::new));
    }

    private JsonNode scored(String lines, String... more) throws IOException {
        int status = score(lines.getBytes(StandardCharsets.UTF_8), more);
        assertThat(status).as(err.toString()).isZero();
        assertThat(out.toString().strip().lines()).hasSize(1);
        return JsonMapper.builder().build().readTree(out.toString());
    }

    private static String skewed() {
        return "no\tno\n".repeat(934) + "no\tyes\n".repeat(16) + "yes\tno\n".repeat(41) + "yes\tyes\n".repeat(9);
    }

    @Test
    void one_network_scores_high_by_one_name_and_low_by_another_and_it_is_said_why() throws IOException {
        JsonNode json = scored(skewed());
        assertThat(json.get("records").intValue()).isEqualTo(1000);
        assertThat(json.get("spark.f1").doubleValue()).isGreaterThan(0.93);
        assertThat(json.get("tensorflow.f1.binary").doubleValue()).isCloseTo(0.24, within(1e-12));
        assertThat(json.get("majorityShare").doubleValue()).isEqualTo(0.95);
        assertThat(json.get("why").textValue())
                .contains("weighted by how many records")
                .contains("'no' is 95.0 % of the records: always saying it would score spark.f1 0.9256");
        json.forEach(value -> assertThat(value.isValueNode()).isTrue());
    }

    @Test
    void the_positive_class_can_be_named() throws IOException {
        JsonNode json = scored(skewed(), "--positive", "no");
        assertThat(json.get("sklearn.f1.binary").doubleValue()).isCloseTo(2.0 * 934 / 1925, within(1e-12));
    }

    @Test
    void declared_classes_count_where_the_original_counts_them() throws IOException {
        JsonNode json = scored("a\ta\nb\tb\n", "--labels", "a,b,c");
        assertThat(json.get("sklearn.f1.macro").doubleValue()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(json.get("torchmetrics.f1.macro").doubleValue()).isEqualTo(1);
        assertThat(json.get("spark.f1ByLabel.c").isNull()).isTrue();
        assertThat(json.get("spark.f1ByLabel.c.reason").textValue()).isNotBlank();
        assertThat(json.get("why").textValue()).contains("Of the 3 classes 1 do not occur");
    }

    @Test
    void zero_division_is_as_scikit_learn_has_it() throws IOException {
        JsonNode json = scored("a\ta\nb\tb\n", "--labels", "a,b,c", "--zero-division", "nan");
        assertThat(json.get("sklearn.f1.macro").doubleValue()).isEqualTo(1);
    }

    @Test
    void what_is_undefined_is_null_with_its_reason_beside_it() throws IOException {
        JsonNode json = scored("");
        assertThat(json.get("records").intValue()).isZero();
        assertThat(json.get("spark.f1").doubleValue()).isZero();
        assertThat(json.get("spark.accuracy").isNull()).isTrue();
        assertThat(json.get("spark.accuracy.reason").textValue()).isNotBlank();
        assertThat(json.get("sklearn.f1.macro").isNull()).isTrue();
        json.fieldNames().forEachRemaining(name -> assertThat(name).doesNotContain("f1ByLabel"));
    }

    @Test
    void a_bad_line_is_named_by_its_number_and_never_shown() throws IOException {
        assertThat(score("secret\tword\nno tab here\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("Line 2 must be label<TAB>prediction, and has 0 tabs")
                .doesNotContain("here\n");
    }

    @Test
    void an_empty_prediction_an_undeclared_class_and_broken_bytes_are_refused() throws IOException {
        assertThat(score("a\t\n".getBytes(StandardCharsets.UTF_8))).isEqualTo(1);
        assertThat(score("a\tb\n".getBytes(StandardCharsets.UTF_8), "--labels", "a,c"))
                .isEqualTo(1);
        assertThat(score(new byte[] {'a', '\t', (byte) 0xff, '\n'})).isEqualTo(1);
        assertThat(err.toString())
                .contains("Line 1 must be label<TAB>prediction, and has an empty prediction")
                .contains("Line 1 must hold two of the 2 classes of --labels, and its prediction is none of them")
                .contains("The input must be UTF-8");
    }

    @Test
    void a_positive_class_that_does_not_occur_and_a_wrong_zero_division_are_refused() throws IOException {
        assertThat(score("a\tb\n".getBytes(StandardCharsets.UTF_8), "--positive", "z"))
                .isEqualTo(1);
        assertThat(score("a\tb\n".getBytes(StandardCharsets.UTF_8), "--zero-division", "2"))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString())
                .contains("--positive must be one that occurs")
                .contains("must be warn, 0, 1 or nan, and is '2'");
    }
}
