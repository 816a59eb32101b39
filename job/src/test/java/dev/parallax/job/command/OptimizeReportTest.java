package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.job.StandardStreams;
import dev.parallax.job.optimize.Limits;
import dev.parallax.job.optimize.OptimizableModel;
import dev.parallax.job.optimize.Precision;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OptimizeReportTest extends OptimizeRuns {

    @Test
    void flips_are_named_by_line_and_margin_and_no_text_is_printed() throws Exception {
        // Given a limit that all flips are within
        texts = texts("many.tsv", 7, 1200);
        Path json = temp.resolve("report.json");
        // When
        StandardStreams.Run run = compare(model, "--precision=int8", "--keep-labels=0", "--report=" + json);
        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        JsonNode flips = json(json).path("labels").path("flips");
        assertThat(flips).isNotEmpty().allSatisfy(flip -> {
            assertThat(flip.path("line").asLong()).isBetween(201L, 1200L);
            assertThat(flip.path("margin").asDouble()).isPositive();
            assertThat(flip.path("from")).isNotEqualTo(flip.path("to"));
        });
        assertThat(run.out())
                .anyMatch(
                        line -> line.startsWith("| " + flips.get(0).path("line").asLong() + " | "));
        String printed = String.join("\n", run.out()) + run.err() + Files.readString(json);
        for (String line : Files.readAllLines(texts)) {
            assertThat(printed).doesNotContain(line.substring(line.indexOf('\t') + 1));
        }
    }

    @Test
    void the_fields_of_the_report_are_those_of_the_guide() throws Exception {
        // Given a model with a product that stays in floats
        model = OptimizableModel.writeSensitive(temp.resolve("sensitive"));
        texts = texts("many.tsv", 7, 1200);
        Path report = temp.resolve("report.json");
        assertThat(compare(model, "--precision=int8", "--keep-labels=0.9", "--report=" + report)
                        .status())
                .isZero();
        // When
        Set<String> fields = new TreeSet<>();
        collect("", json(report), fields);
        // Then
        String guide = Files.readString(Path.of("docs", "optimize.md"));
        String table = guide.substring(guide.indexOf("## The numbers of the report"));
        Set<String> documented = Pattern.compile("(?m)^\\| (`[^|]+`) \\|")
                .matcher(table)
                .results()
                .flatMap(row ->
                        Pattern.compile("`([^`]+)`").matcher(row.group(1)).results())
                .map(field -> field.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(fields).isEqualTo(documented);
    }

    private static void collect(String path, JsonNode node, Set<String> fields) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> collect(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), fields));
        } else if (node.isArray()) {
            assertThat(node).as(path).isNotEmpty();
            node.forEach(element -> collect(path + "[]", element, fields));
        } else {
            fields.add(path);
        }
    }

    @Test
    void the_built_in_sentences_are_the_default() throws Exception {
        Path report = temp.resolve("report.json");
        StandardStreams.Run run = optimize(model, "--report=" + report);
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        assertThat(json(report).path("texts").asText()).isEqualTo("the built-in sentiment sentences");
        assertThat(json(report).path("accuracy").path("labelled").asInt())
                .isEqualTo(json(report).path("labels").path("texts").asInt());
    }

    @Test
    void a_page_has_the_figures_and_no_script() throws Exception {
        Path page = temp.resolve("report.html");
        StandardStreams.Run run = compare(model, "--report=" + page);
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        assertThat(page)
                .content()
                .contains("<h1>A model rewritten for fp32</h1>")
                .contains("Labels are kept")
                .contains("layer-normalization (1 place)")
                .contains("batch dependence")
                .doesNotContain("<script");
    }

    @Test
    void the_limits_by_default_are_those_of_the_help_and_of_the_guide() throws Exception {
        String help = String.join(" ", StandardStreams.run("optimize", "--help").out())
                .replaceAll("\\s+", " ");
        String guide = Files.readString(Path.of("docs", "optimize.md"));
        String difference = plain(Precision.FP32.limits().difference());
        assertThat(Precision.INT8.limits().difference()).isEqualTo(Limits.ANY_DIFFERENCE);
        String half = plain(Precision.FP16.limits().difference());
        assertThat(help)
                .contains("Largest difference of a logit. Default: " + difference + " for fp32, none for int8, " + half
                        + " for fp16.");
        assertThat(guide)
                .contains("| `--max-difference X` | `fp32` " + difference + ", `int8` none, `fp16` " + half + " |");
        String fp32 = plain(Precision.FP32.limits().keptLabels());
        String int8 = plain(Precision.INT8.limits().keptLabels());
        String fp16 = plain(Precision.FP16.limits().keptLabels());
        assertThat(help)
                .contains("keep their label. Default: " + fp32 + " for fp32, " + int8 + " for int8, " + fp16
                        + " for fp16.");
        assertThat(guide)
                .contains("| `--keep-labels SHARE` | `fp32` " + fp32 + ", `int8` " + int8 + ", `fp16` " + fp16 + " |");
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
