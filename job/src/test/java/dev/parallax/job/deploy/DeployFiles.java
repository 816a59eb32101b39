package dev.parallax.job.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files in the folder {@code deploy} for Prometheus and Grafana. */
final class DeployFiles {

    static final Path PROMETHEUS = Path.of("..", "deploy", "prometheus");
    static final Path RULES = PROMETHEUS.resolve("parallax.rules.yml");
    static final Path RULE_TESTS = PROMETHEUS.resolve("parallax.rules.test.yml");
    static final Path CONFIG = PROMETHEUS.resolve("prometheus.yml");
    private static final Path DASHBOARD = Path.of("..", "deploy", "grafana", "parallax.json");
    static final Path PAGES = Path.of("..", "deploy", "docs");

    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*),\\s*(\\w+)\\)");

    private DeployFiles() {}

    /** All rules, those that record and those that alert. */
    static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        new YAMLMapper()
                .readTree(RULES.toFile())
                .path("groups")
                .forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    /** The rules that alert. */
    static List<JsonNode> alerts() throws IOException {
        return rules().stream().filter(rule -> rule.has("alert")).toList();
    }

    /** What the unit tests of the rules say of alerts. */
    static List<JsonNode> alertTests() throws IOException {
        List<JsonNode> checks = new ArrayList<>();
        new YAMLMapper()
                .readTree(RULE_TESTS.toFile())
                .path("tests")
                .forEach(test -> test.path("alert_rule_test").forEach(checks::add));
        return checks;
    }

    /** The text of a page of the guide. */
    static String page(String name) throws IOException {
        return Files.readString(PAGES.resolve(name));
    }

    /** Expressions of the dashboard by where they stand, with Grafana's own variables filled in. */
    static Map<String, String> dashboardExpressions() throws IOException {
        JsonNode dashboard = JsonMapper.builder().build().readTree(DASHBOARD.toFile());
        Map<String, String> expressions = new LinkedHashMap<>();
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                expressions.put(
                        "panel " + panel.path("id").asText() + " "
                                + panel.path("title").asText() + ", "
                                + target.path("refId").asText(),
                        filled(target.path("expr").textValue()));
            }
        }
        for (JsonNode annotation : dashboard.at("/annotations/list")) {
            expressions.put(
                    "annotation " + annotation.path("name").asText(),
                    filled(annotation.path("expr").textValue()));
        }
        for (JsonNode variable : dashboard.at("/templating/list")) {
            if (variable.path("type").asText().equals("query")) {
                Matcher query = LABEL_VALUES.matcher(variable.at("/query/query").textValue());
                if (!query.matches()) {
                    throw new IllegalStateException("A variable must ask for label_values, and is " + variable);
                }
                expressions.put(
                        "variable " + variable.path("name").asText(),
                        "count by (" + query.group(2) + ") (" + filled(query.group(1)) + ")");
            }
        }
        return expressions;
    }

    private static String filled(String expression) {
        return expression.replace("$__rate_interval", "5m").replaceAll("\\$\\w+", ".*");
    }
}
