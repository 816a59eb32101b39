package dev.parallax.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parallax.evaluate.QualityOptions.DetectorOptions;
import dev.parallax.evaluate.alert.Alert.Severity;
import dev.parallax.evaluate.alert.AlertFunction;
import dev.parallax.evaluate.alert.AlertRule;
import dev.parallax.evaluate.alert.AlertRule.Comparison;
import dev.parallax.evaluate.stats.PageHinkley;
import dev.parallax.job.config.option.AlertReader;
import dev.parallax.job.config.option.DetectorKeys;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertsConfigTest {

    private static final String PARTS = AlertReader.PARTS;

    @TempDir
    private Path folder;

    @Test
    void every_part_of_a_rule_can_be_written_and_most_may_be_left_out() throws IOException {
        assertThat(read("""
                alerts:
                  - name: low-agreement
                    metric: agreement.wilson.high
                    below: 0.85
                    resolve: 0.9
                    for: 2 min
                    min-records: 500
                    severity: critical
                    runbook: https://example.org/books#low
                  - {name: late, metric: lateShare, above: 0.01}
                """))
                .containsExactly(
                        new AlertRule(
                                "low-agreement",
                                "agreement.wilson.high",
                                Comparison.BELOW,
                                0.85,
                                0.9,
                                120_000,
                                500,
                                Severity.CRITICAL,
                                "https://example.org/books#low"),
                        new AlertRule("late", "lateShare", Comparison.ABOVE, 0.01, 0.01, 0, 0, Severity.WARNING, ""));
    }

    @Test
    void rules_may_be_none_and_may_be_set_on_the_command_line() throws IOException {
        assertThat(read("alerts: []\n")).isEmpty();
        Settings settings = Settings.load(Optional.empty(), List.of("alerts=[{name: a, metric: late, above: 5}]"));
        assertThat(OptionReader.read(settings, AlertsConfig::from).rules())
                .extracting(AlertRule::name)
                .containsExactly("a");
    }

    @Test
    void without_rules_there_are_some_that_work_each_with_a_place_in_the_documentation() throws IOException {
        // Given
        String page = Files.readString(Path.of("docs/alerts.md"));
        // When
        List<AlertRule> rules = read("model.name: intent\n");
        // Then
        assertThat(rules).isEqualTo(AlertsConfig.DEFAULT.rules()).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.runbook()).isEqualTo("job/docs/alerts.md#" + rule.name());
            assertThat(page).contains("\n### " + rule.name() + "\n").contains("`" + rule.metric() + "`");
        });
        assertThat(new AlertFunction(rules)).isNotNull();
    }

    @Test
    void all_that_is_wrong_is_told_at_once_with_its_line_and_what_would_be_right() throws IOException {
        assertThat(problems("""
                alerts:
                  - name: low
                    metric: agrement.rate
                    below: half
                    for: 5
                    min-records: 1.5
                    severity: bad
                    runbok: x
                  - {metric: late}
                  - name: both
                    metric: late
                    above: 1
                    below: 2
                  - {name: edge, metric: late, above: 1, resolve: 2}
                  - {name: twice, metric: late, above: 1}
                  - {name: twice, metric: late, above: 2}
                  - late
                """))
                .containsExactly(
                        "alerts.low.metric (a.yaml:3): must be the name of a number of the reports, of which"
                                + " 'agreement.rate' is the nearest, and is 'agrement.rate'",
                        "alerts.low.below (a.yaml:4): must be a number, and is 'half'",
                        "alerts.low.for (a.yaml:5): must be a duration with its unit, such as 500 ms, 30 s or 5 min,"
                                + " 0 to 36500 d, and is '5'",
                        "alerts.low.min-records (a.yaml:6): must be an integer, and is '1.5'",
                        "alerts.low.severity (a.yaml:7): must be one of info, warning, critical, and is 'bad'",
                        "alerts.low.runbok (a.yaml:8): is not a parameter of this rule; the nearest one is 'runbook',"
                                + " and it has name, metric, above, below, resolve, for, min-records, severity,"
                                + " runbook",
                        "alerts.name (a.yaml:9): is not set, and must be the rule's name",
                        "alerts.above (a.yaml:9): is not set, and must be a number; or set 'below'",
                        "alerts.both.below (a.yaml:13): must be left out where there is 'above', and is '2'",
                        "alerts.edge.resolve (a.yaml:14): must be at most 1.0, where the rule fires, and is 2.0",
                        "alerts.twice.name (a.yaml:16): must be a name of its own, not that of the rule at a.yaml:15,"
                                + " and is 'twice'",
                        "alerts (a.yaml:17): must hold rules, each with " + PARTS + ", and holds a plain value");
        assertThat(problems("alerts: {name: a}\n"))
                .containsExactly(
                        "alerts (a.yaml:1): must be a list of rules, each with " + PARTS + ", and is a mapping");
        assertThat(problems("alert: []\n"))
                .containsExactly("alert (a.yaml:1): is not an option; the nearest one is 'alerts'");
    }

    @Test
    void detectors_have_the_library_s_defaults_and_can_be_set() {
        assertThat(OptionReader.read(Settings.none(), DetectorKeys::detectors)).isEqualTo(DetectorOptions.DEFAULT);
        assertThat(DetectorKeys.detectors(new OptionReader(Settings.load(
                        Optional.empty(),
                        List.of(
                                "quality.page-hinkley.delta=0.02",
                                "quality.page-hinkley.lambda=40",
                                "quality.page-hinkley.learning=500",
                                "quality.adwin.delta=1e-6")))))
                .isEqualTo(new DetectorOptions(new PageHinkley.Options(0.02, 40, 500), 1e-6));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quality.page-hinkley.delta=1",
                "quality.page-hinkley.lambda=0",
                "quality.page-hinkley.lambda=Infinity",
                "quality.page-hinkley.learning=0",
                "quality.adwin.delta=0",
                "quality.adwin.delta=1"
            })
    void a_detector_out_of_its_range_is_told(String setting) {
        Settings settings = Settings.load(Optional.empty(), List.of(setting));
        assertThat(catchThrowableOfType(
                                ConfigException.class, () -> OptionReader.read(settings, DetectorKeys::detectors))
                        .problems())
                .singleElement()
                .extracting(Problem::key)
                .isEqualTo(setting.substring(0, setting.indexOf('=')) + " (--set)");
    }

    private List<AlertRule> read(String yaml) throws IOException {
        return OptionReader.read(Settings.load(Optional.of(file(yaml)), List.of()), AlertsConfig::from)
                .rules();
    }

    private List<String> problems(String yaml) throws IOException {
        Path file = file(yaml);
        return catchThrowableOfType(
                        ConfigException.class,
                        () -> OptionReader.read(Settings.load(Optional.of(file), List.of()), AlertsConfig::from))
                .problems()
                .stream()
                .map(Problem::toString)
                .toList();
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("a.yaml"), yaml);
    }
}
