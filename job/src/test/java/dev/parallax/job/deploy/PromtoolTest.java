package dev.parallax.job.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Tests the rules and the dashboard's expressions with Prometheus' own tool. */
@EnabledIf(
        value = "promtoolIsThere",
        disabledReason = "No promtool is found here, which Prometheus comes with; DeployedNamesTest runs without it")
class PromtoolTest {

    @TempDir
    private Path folder;

    static boolean promtoolIsThere() {
        return promtool().isPresent();
    }

    private static Optional<Path> promtool() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Test
    void the_rules_are_well_formed() throws Exception {
        requireSuccess("check", "rules", DeployFiles.RULES.toString());
    }

    @Test
    void the_alerts_fire_and_do_not_as_their_unit_tests_say() throws Exception {
        requireSuccess("test", "rules", DeployFiles.RULE_TESTS.toString());
    }

    @Test
    void the_example_of_a_configuration_is_one() throws Exception {
        requireSuccess("check", "config", DeployFiles.CONFIG.toString());
    }

    @Test
    void the_dashboard_s_expressions_are_well_formed() throws Exception {
        // Given each as a rule that records it
        Path rules = write(DeployFiles.dashboardExpressions());
        // Then
        requireSuccess("check", "rules", rules.toString());
    }

    @Test
    void an_expression_that_is_none_is_found() throws Exception {
        assertThat(run(
                                "check",
                                "rules",
                                write(Map.of("broken", "sum by (model) (rate(up[5m])"))
                                        .toString())
                        .status())
                .isNotZero();
    }

    private Path write(Map<String, String> expressions) throws IOException {
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        int number = 0;
        for (Map.Entry<String, String> expression : expressions.entrySet()) {
            rules.append("      # ")
                    .append(expression.getKey())
                    .append("\n      - record: dashboard:expression:")
                    .append(number++)
                    .append("\n        expr: '")
                    .append(expression.getValue().replace("'", "''"))
                    .append("'\n");
        }
        return Files.writeString(folder.resolve("dashboard.yml"), rules);
    }

    private void requireSuccess(String... arguments) throws Exception {
        ToolRun run = run(arguments);
        assertThat(run.status())
                .as("promtool " + List.of(arguments) + " says: " + run.output())
                .isZero();
    }

    private ToolRun run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(promtool().orElseThrow().toString()));
        command.addAll(List.of(arguments));
        return ToolRun.of(folder, command);
    }
}
