package dev.parallax.job.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parallax.evaluate.alert.AlertRule;
import dev.parallax.job.Main;
import dev.parallax.job.config.AlertsConfig;
import dev.parallax.job.config.QualityConfig;
import dev.parallax.job.config.setting.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class CalibrateCommandTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    private Path folder;

    private record Run(int status, String out, String err) {}

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        List<String> all = new ArrayList<>(List.of("calibrate", "--days", "1", "--simulations", "2"));
        all.addAll(List.of(arguments));
        return new Run(commandLine.execute(all.toArray(new String[0])), out.toString(), err.toString());
    }

    @Test
    void what_is_printed_can_be_pasted_into_the_configuration() throws IOException {
        // Given
        Path json = folder.resolve("c.json");
        // When
        Run run = run(
                "--records-per-second", "2", "--class-shares", "3,1", "--slide", "1 min", "--json", json.toString());
        // Then
        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("2 simulations of 1 days");
        String yaml = run.out()
                .lines()
                .filter(line -> line.startsWith("    "))
                .map(line -> line.substring(4))
                .collect(Collectors.joining("\n"));
        Settings settings = Settings.load(Optional.of(Files.writeString(folder.resolve("job.yaml"), yaml)), List.of());
        QualityConfig quality = QualityConfig.from(settings);
        JsonNode root = JsonMapper.builder().build().readTree(json.toFile());
        assertThat(quality.alerts().rules()).hasSize(11).first().satisfies(rule -> {
            assertThat(rule.threshold()).isEqualTo(root.at("/rules/0/threshold").asDouble());
            assertThat(rule.resolveThreshold())
                    .isEqualTo(root.at("/rules/0/resolve").asDouble());
            assertThat(rule.minRecords()).isEqualTo(960);
        });
        assertThat(quality.options().detectors().pageHinkley().lambda())
                .isEqualTo(root.at("/detectors/pageHinkleyLambda").asDouble());
        assertThat(quality.options().detectors().adwinDelta())
                .isEqualTo(root.at("/detectors/adwinDelta").asDouble());
        assertThat(root.at("/traffic/classes/0").asDouble()).isEqualTo(0.75);
        assertThat(run.out()).contains("rule `low-agreement`: `agreement.poststratified.high` | < 0.9 |");
    }

    @Test
    void reports_describe_the_traffic_and_what_rules_would_have_done() throws IOException {
        // Given
        List<String> lines = new ArrayList<>();
        for (int window = 1; window <= 6; window++) {
            lines.add(line(window, 0, "", window == 3 ? 0.5 : 0.9));
        }
        lines.add(line(3, 1, "", 0.1));
        lines.add(line(7, 0, "de", 0.1));
        lines.add("");
        Path reports = Files.write(folder.resolve("reports.jsonl"), lines);
        Path json = folder.resolve("c.json");
        // When
        Run run = run(
                "--reports",
                reports.toString(),
                "--json",
                json.toString(),
                "--set",
                "alerts=[{name: low, metric: agreement.rate, below: 0.6}]");
        // Then
        assertThat(run.err()).doesNotContain("Exception");
        assertThat(run.status()).isZero();
        JsonNode root = JsonMapper.builder().build().readTree(json.toFile());
        assertThat(root.at("/traffic/recordsPerSecond").asDouble()).isEqualTo(2);
        assertThat(root.at("/traffic/comparedShare").asDouble()).isEqualTo(0.5);
        assertThat(root.at("/traffic/agreement").asDouble()).isEqualTo((5 * 0.9 + 0.5) / 6);
        assertThat(root.at("/traffic/classes/1").asDouble()).isEqualTo(0.25);
        assertThat(root.at("/traffic/scores/19").asDouble()).isEqualTo(0.75);
        assertThat(root.at("/window/slideMillis").asLong()).isEqualTo(60_000);
        assertThat(root.at("/window/sizeMillis").asLong()).isEqualTo(300_000);
        JsonNode rule = root.get("rules").get(root.get("rules").size() - 1);
        assertThat(rule.get("name").asText()).isEqualTo("low");
        assertThat(rule.get("firedOnReports").asLong()).isEqualTo(1);
        assertThat(run.out()).contains("On 6 reports");
    }

    private static String line(int window, int revision, String segment, double agreement) {
        Instant end = START.plusSeconds(60L * window);
        return """
                {"schema":"parallax.quality/1","window":{"start":"%s","end":"%s","slideMillis":60000},\
                "model":{"name":"m","fingerprint":"0"},"shadow":"spark-nlp","segment":"%s","revision":%d,\
                "complete":true,"labels":["negative","positive"],\
                "counts":{"records":600,"sampled":300,"compared":300,"agreed":%d},\
                "values":{"agreement.rate":%s,"mcnemar.pValue":null},"undefined":{"mcnemar.pValue":"no labels"},\
                "distributions":{"predictedClass":{"bins":["negative","positive"],"counts":[450,150],"reference":[]},\
                "score":{"bins":%s,"counts":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,150,450],"reference":[]},\
                "tokens":{"bins":%s,"counts":[0,300,300,0,0,0,0,0],"reference":[]}}}""".formatted(
                        end.minusSeconds(300),
                        end,
                        segment,
                        revision,
                        Math.round(300 * agreement),
                        agreement,
                        names(20),
                        names(8));
    }

    private static String names(int bins) {
        return IntStream.range(0, bins)
                .mapToObj(bin -> "\"bin " + bin + "\"")
                .toList()
                .toString();
    }

    @Test
    void a_file_that_holds_no_reports_is_an_error_that_says_where() throws IOException {
        Path file = Files.writeString(folder.resolve("r.jsonl"), line(1, 0, "", 0.9) + "\n{\"schema\":\"x\"}\n");
        Run wrong = run("--reports", file.toString());
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.err())
                .contains(file + ":2 must be a report of the schema parallax.quality/1, and its schema is 'x'");
        Path empty = Files.writeString(folder.resolve("e.jsonl"), line(1, 0, "", 0.9) + "\n");
        assertThat(run("--reports", empty.toString(), "--segment", "fr").err())
                .contains("must hold a final report with texts in it for the segment 'fr', and holds none");
        Path text = Files.writeString(folder.resolve("t.jsonl"), "not json\n");
        assertThat(run("--reports", text.toString()).err()).contains(text + ":1 must be a JSON object, and is none");
    }

    @Test
    void invalid_command_lines_are_reported() {
        assertThat(run("--drift", "agreement").status()).isEqualTo(2);
        assertThat(run("--drift", "agreement+0.5").err()).contains("The agreement must be 0 to 1");
        assertThat(run("--records-per-second", "0").err()).contains("must be a number above 0");
        assertThat(run("--window", "1 min", "--slide", "7 s").err()).contains("as long as one slide or several");
        assertThat(run("--set", "alerts=[{name: a}]").err()).contains("alerts.a.metric");
    }

    @Test
    void the_built_in_rules_do_not_fire_on_the_traffic_of_the_documentation() {
        Run run = run("--slide", "1 min");
        for (AlertRule rule : AlertsConfig.DEFAULT.rules()) {
            assertThat(run.out().lines().filter(line -> line.contains("rule `" + rule.name() + "`")))
                    .singleElement()
                    .asString()
                    .matches(".*\\| (0\\.00|not simulated) \\|.*");
        }
    }
}
