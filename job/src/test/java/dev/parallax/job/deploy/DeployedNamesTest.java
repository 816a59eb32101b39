package dev.parallax.job.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.job.pipeline.KafkaTopics;
import dev.parallax.job.pipeline.SharedBroker;
import dev.parallax.job.pipeline.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rules and dashboard speak of metrics and labels that the running job really has. */
@ExtendWith(SharedBroker.class)
class DeployedNamesTest {

    /** What Prometheus itself adds. */
    private static final Set<String> METRICS_OF_PROMETHEUS = Set.of("ALERTS");

    private static final Set<String> LABELS_OF_PROMETHEUS = Set.of("alertname", "alertstate");
    private static final Pattern LABEL_IN_TEXT = Pattern.compile("\\$labels\\.(\\w+)");

    private static Scrape scrape;

    @BeforeAll
    static void job_runs_with_the_reporter(KafkaTopics kafka, @TempDir Path folder) throws Exception {
        scrape = ReportedJob.scrape(kafka, folder);
    }

    @Test
    void every_metric_of_the_rules_is_one_that_the_job_has() throws IOException {
        Map<String, String> expressions = new LinkedHashMap<>();
        for (JsonNode rule : DeployFiles.rules()) {
            expressions.put(
                    rule.path("alert").asText() + rule.path("record").asText(),
                    rule.path("expr").textValue());
        }
        assertThat(expressions).hasSizeGreaterThan(20);
        assertThat(madeUp(expressions)).isEmpty();
    }

    @Test
    void every_metric_of_the_dashboard_is_one_that_the_job_has() throws IOException {
        Map<String, String> expressions = DeployFiles.dashboardExpressions();
        assertThat(expressions).hasSizeGreaterThan(40);
        assertThat(madeUp(expressions)).isEmpty();
    }

    @Test
    void a_made_up_name_is_found_wherever_it_stands() throws IOException {
        assertThat(madeUp(Map.of(
                        "metric", "rate(flink_taskmanager_job_task_operator_model_recordsClassfied[5m])",
                        "recorded", "parallax:predictions:rate6m > 0",
                        "label", "flink_jobmanager_job_uptime{job=\"Parallax\"}",
                        "group", "sum by (modell) (parallax:predictions:rate5m)")))
                .containsExactlyInAnyOrder(
                        "metric: flink_taskmanager_job_task_operator_model_recordsClassfied",
                        "recorded: parallax:predictions:rate6m",
                        "label: flink_jobmanager_job_uptime{job}",
                        "group: label modell");
    }

    @Test
    void an_alert_says_how_bad_it_is_what_is_wrong_and_where_it_is_written_what_to_do() throws IOException {
        List<String> rows = new ArrayList<>();
        for (JsonNode alert : DeployFiles.alerts()) {
            String name = alert.path("alert").asText();
            assertThat(alert.at("/labels/severity").asText()).as(name).isIn("info", "warning", "critical");
            String summary = alert.at("/annotations/summary").asText();
            assertThat(summary).as(name).isNotEmpty();
            assertThat(LABEL_IN_TEXT.matcher(summary).results().map(label -> label.group(1)))
                    .as(name)
                    .allMatch(scrape.allLabels()::contains);
            String runbook = alert.at("/annotations/runbook_url").asText();
            assertThat(runbook).as(name).matches("job/docs/alerts\\.md#[a-z-]+");
            rows.add("| `" + name + "` | " + alert.at("/labels/severity").asText() + " | `" + runbook + "` |");
        }
        assertThat(DeployFiles.page("prometheus.md").lines().filter(line -> line.startsWith("| `Parallax")))
                .containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void every_alert_has_a_unit_test_in_which_it_fires_and_one_in_which_it_does_not() throws IOException {
        List<String> fires = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        for (JsonNode check : DeployFiles.alertTests()) {
            (check.has("exp_alerts") ? fires : silent)
                    .add(check.path("alertname").asText());
        }
        assertThat(DeployFiles.alerts()).allSatisfy(alert -> {
            assertThat(fires).contains(alert.path("alert").asText());
            assertThat(silent).contains(alert.path("alert").asText());
        });
    }

    @Test
    void dead_letters_are_counted_by_their_reasons() {
        Map<String, Long> expected = new LinkedHashMap<>();
        Workload.items(0, ReportedJob.RECORDS)
                .forEach(item -> item.reason()
                        .ifPresent(reason -> expected.merge(reason.name().toLowerCase(Locale.ROOT), 1L, Long::sum)));
        assertThat(expected)
                .isNotEmpty()
                .allSatisfy((reason, count) -> assertThat(scrape.values().entrySet().stream()
                                .filter(series -> series.getKey().contains("_reason_deadLetters{")
                                        && series.getKey().contains("reason=\"" + reason + "\""))
                                .mapToDouble(Map.Entry::getValue)
                                .sum())
                        .as(reason)
                        .isEqualTo((double) count));
    }

    /** Metrics and labels that there are none of, with where they stand. */
    private static List<String> madeUp(Map<String, String> expressions) throws IOException {
        Set<String> recorded = new HashSet<>(METRICS_OF_PROMETHEUS);
        DeployFiles.rules().forEach(rule -> recorded.add(rule.path("record").asText()));
        Set<String> labels = new HashSet<>(scrape.allLabels());
        labels.addAll(LABELS_OF_PROMETHEUS);
        List<String> madeUp = new ArrayList<>();
        expressions.forEach((where, text) -> {
            PromExpression expression = PromExpression.of(text);
            expression.metrics().forEach((metric, selected) -> {
                Set<String> known = scrape.labels().getOrDefault(metric, labels);
                if (!scrape.labels().containsKey(metric) && !recorded.contains(metric)) {
                    madeUp.add(where + ": " + metric);
                }
                selected.stream()
                        .filter(label -> !known.contains(label))
                        .forEach(label -> madeUp.add(where + ": " + metric + "{" + label + "}"));
            });
            expression.grouping().stream()
                    .filter(label -> !labels.contains(label))
                    .forEach(label -> madeUp.add(where + ": label " + label));
        });
        return madeUp;
    }
}
