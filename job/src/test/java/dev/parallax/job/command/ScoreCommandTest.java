package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.job.StandardStreams;
import java.io.IOException;
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

    private static StandardStreams.Run score(String lines, String... more) {
        return score(lines.getBytes(StandardCharsets.UTF_8), more);
    }

    private static StandardStreams.Run score(byte[] lines, String... more) {
        List<String> arguments = new ArrayList<>(List.of("score"));
        arguments.addAll(List.of(more));
        return StandardStreams.run(lines, arguments.toArray(String[]::new));
    }

    private static JsonNode scored(String lines, String... more) throws JsonProcessingException {
        return json(score(lines, more));
    }

    private static JsonNode json(StandardStreams.Run run) throws JsonProcessingException {
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).hasSize(1);
        return JsonMapper.builder().build().readTree(run.out().get(0));
    }

    /** 1,000 records: 60 are "yes", 12 of them found. */
    private static String skewed() {
        return "no\tno\n".repeat(912) + "no\tyes\n".repeat(28) + "yes\tno\n".repeat(48) + "yes\tyes\n".repeat(12);
    }

    @Test
    void the_same_predictions_are_worth_0_92_and_0_24_and_it_is_said_why() throws IOException {
        JsonNode json = scored(skewed());
        assertThat(json.get("records").intValue()).isEqualTo(1000);
        assertThat(json.get("positive").textValue()).isEqualTo("yes");
        assertThat(json.get("spark.f1").doubleValue()).isEqualTo(0.9168);
        assertThat(json.get("sklearn.f1.binary").doubleValue()).isEqualTo(0.24);
        assertThat(json.get("tensorflow.f1.binary").doubleValue()).isEqualTo(0.24);
        assertThat(json.get("kappa").doubleValue()).isCloseTo(0.2016806722689, within(1e-12));
        assertThat(json.get("majorityShare").doubleValue()).isEqualTo(0.94);
        assertThat(json.get("why").textValue())
                .isEqualTo("spark.f1 (0.9168) is the mean of the classes' F1 weighted by how many records are of each;"
                        + " sklearn.f1.binary (0.2400) is the F1 of the positive class, 'yes', alone, and so is"
                        + " tensorflow.f1.binary. 'no' is 94.0 % of the records: always predicting it would "
                        + "score spark.f1"
                        + " 0.9109, and 0 for every other class.");
        json.forEach(value -> assertThat(value.isValueNode()).isTrue());
    }

    @Test
    void the_summary_counts_pairs_and_classes_in_singular_and_plural() {
        assertThat(score("no\tno\n").err()).contains("score: read 1 pair of 1 class");
        assertThat(score("no\tno\nno\tyes\n").err()).contains("score: read 2 pairs of 2 classes");
    }

    @Test
    void whoever_always_says_the_most_frequent_class_scores_high_in_spark_and_nothing_elsewhere() throws IOException {
        JsonNode json = scored("no\tno\n".repeat(94) + "yes\tno\n".repeat(6));
        assertThat(json.get("spark.f1").doubleValue()).isCloseTo(0.9109, within(5e-5));
        assertThat(json.get("sklearn.f1.binary").doubleValue()).isZero();
        assertThat(json.get("tensorflow.f1.binary").isNull()).isTrue();
        assertThat(json.get("tensorflow.f1.binary.reason").textValue())
                .isEqualTo("no record was given the positive class: precision is 0 by 0, NaN");
        assertThat(json.get("why").textValue())
                .contains("sklearn.f1.binary (0.0000) is the F1 of the positive class, 'yes', alone, which "
                        + "tensorflow.f1.binary"
                        + " leaves undefined");
    }

    @Test
    void a_file_is_read_as_standard_input_is() throws IOException {
        // Given
        Path pairs = Files.writeString(temp.resolve("pairs.tsv"), skewed());
        // Then
        assertThat(score("", "--input", pairs.toString()).out())
                .isEqualTo(score(skewed()).out());
    }

    @Test
    void labels_are_any_text_in_utf_8_and_neither_line_ends_nor_a_byte_order_mark_are_part_of_them()
            throws IOException {
        JsonNode json = scored("\uFEFFdépôt\tdépôt\r\n\r\n好\t好\r\n");
        assertThat(json.get("records").intValue()).isEqualTo(2);
        assertThat(json.get("spark.f1ByLabel.dépôt").doubleValue()).isEqualTo(1);
        assertThat(json.get("spark.f1ByLabel.好").doubleValue()).isEqualTo(1);
        assertThat(json.get("spark.f1").doubleValue()).isEqualTo(1);
    }

    @Test
    void the_positive_class_can_be_named() throws IOException {
        JsonNode json = scored(skewed(), "--positive", "no");
        assertThat(json.get("sklearn.f1.binary").doubleValue()).isCloseTo(0.96, within(1e-12));
    }

    @Test
    void of_classes_that_are_numbers_1_is_the_positive_one_as_in_scikit_learn() throws IOException {
        // Given: 5 records, as f1_score([1,1,1,2,2], [1,1,2,1,2])
        JsonNode json = scored("1\t1\n1\t1\n1\t2\n2\t1\n2\t2\n");
        // Then
        assertThat(json.get("positive").textValue()).isEqualTo("1");
        assertThat(json.get("sklearn.f1.binary").doubleValue()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(json.get("why").textValue()).contains("the positive class, '1', alone");
    }

    @Test
    void binary_f1_needs_a_named_class_if_scikit_learns_default_does_not_occur() throws IOException {
        JsonNode json = scored("10\t10\n9\t10\n9\t9\n");
        assertThat(json.get("sklearn.f1.binary").isNull()).isTrue();
        assertThat(json.get("sklearn.f1.binary.reason").textValue())
                .contains("'1'")
                .contains("ValueError");
        assertThat(scored("10\t10\n9\t10\n9\t9\n", "--positive", "9")
                        .get("sklearn.f1.binary")
                        .doubleValue())
                .isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void without_records_there_is_no_positive_class() throws IOException {
        assertThat(scored("").get("positive").isNull()).isTrue();
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
    void where_averages_meet_nothing_is_said_of_sizes_and_classes_that_are_not_alike() throws IOException {
        // Given: three classes of one size, with an F1 of 1, 0.5 and 0.5
        JsonNode equalSizes = scored("a\ta\n".repeat(4) + "b\tb\nb\tc\n".repeat(2) + "c\tc\nc\tb\n".repeat(2));
        // Then
        assertThat(equalSizes.get("why").textValue())
                .isEqualTo("spark.f1 (0.6667) and sklearn.f1.macro (0.6667) are nearly equal on these data.");
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
    void a_bad_line_is_reported_by_its_number_and_never_printed() {
        StandardStreams.Run run = score("secret\tword\nno tab here\n");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("Line 2 must be label<TAB>prediction, and has 0 tabs")
                .doesNotContain("no tab here", "secret");
    }

    @Test
    void an_empty_prediction_an_undeclared_class_and_broken_bytes_are_rejected() {
        refused(score("a\t\n"), "Line 1 must be label<TAB>prediction, and has an empty prediction");
        refused(score("a\tb\n\t\n"), "Line 2 must be label<TAB>prediction, and has an empty label");
        refused(
                score("a\tb\n", "--labels", "a,c"),
                "Line 1 must hold two of the 2 classes of --labels, and its prediction is none of them");
        refused(score(new byte[] {'a', '\t', (byte) 0xff, '\n'}), "Standard input line 1 is not UTF-8");
    }

    @Test
    void a_file_that_does_not_exist_is_named() {
        refused(
                score("", "--input", temp.resolve("none.tsv").toString()),
                "--input: there is no file " + temp.resolve("none.tsv"));
    }

    @Test
    void a_positive_class_that_does_not_occur_and_a_wrong_zero_division_are_rejected() {
        refused(score("a\tb\n", "--positive", "z"), "--positive must be one that occurs");
        StandardStreams.Run run = score("a\tb\n", "--zero-division", "2");
        assertThat(run.status()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run.err()).contains("must be warn, 0, 1 or nan, and is '2'");
    }

    private static void refused(StandardStreams.Run run, String message) {
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(message);
    }
}
