package dev.parallax.job.config.option;

import dev.parallax.bounds.Bounds;
import dev.parallax.evaluate.RuleMetric;
import dev.parallax.evaluate.alert.Alert.Severity;
import dev.parallax.evaluate.alert.AlertRule;
import dev.parallax.evaluate.alert.AlertRule.Comparison;
import dev.parallax.job.config.value.NearestKey;
import dev.parallax.job.config.value.Option;
import dev.parallax.job.config.value.Problem;
import dev.parallax.job.config.value.Problems;
import dev.parallax.job.config.value.YamlParameters;
import dev.parallax.job.config.value.YamlTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads alert rules as its users write them down: a list of mappings. For one thread. */
public final class AlertReader {

    /** The parameters of a rule, for messages. */
    public static final String PARTS =
            "name, metric, above or below, and maybe resolve, for, min-records, severity, runbook";

    private static final Option<Duration> DURATION =
            Option.duration("for", Duration.ZERO, Bounds.DURATION, "Says how it is written.");

    private final String key;
    private final Problems problems;
    private final Map<String, String> origins = new HashMap<>();

    private AlertReader(String key, Problems problems) {
        this.key = key;
        this.problems = problems;
    }

    /**
     * Reads the list of rules.
     *
     * @param key key of the list, for messages
     * @param origin where it stands
     * @param problems takes what is wrong
     * @return the rules in their order, those that are right
     */
    public static List<AlertRule> read(String key, YamlTree tree, String origin, Problems problems) {
        AlertReader reader = new AlertReader(key, problems);
        if (tree instanceof YamlTree.Sequence list) {
            List<AlertRule> rules = new ArrayList<>();
            list.elements().forEach(element -> reader.rule(element).ifPresent(rules::add));
            return rules;
        }
        reader.add(origin, "must be a list of rules, each with " + PARTS + ", and is " + tree.kind());
        return List.of();
    }

    private Optional<AlertRule> rule(YamlTree element) {
        if (!(element instanceof YamlTree.Mapping mapping)) {
            add(element.origin(), "must hold rules, each with " + PARTS + ", and holds " + element.kind());
            return Optional.empty();
        }
        String path = mapping.entries().stream()
                .filter(entry -> entry.key().equals("name") && entry.value() instanceof YamlTree.Scalar)
                .map(entry -> key + "." + ((YamlTree.Scalar) entry.value()).text())
                .findFirst()
                .orElse(key);
        YamlParameters given = new YamlParameters(path, "rule", mapping.origin(), mapping, problems);
        Optional<AlertRule> rule = given.make(() -> rule(given));
        rule.ifPresent(one -> {
            String before = origins.putIfAbsent(one.name(), mapping.origin());
            if (before != null) {
                given.wrong("name", "a name of its own, not that of the rule at " + before);
            }
        });
        return rule;
    }

    private static AlertRule rule(YamlParameters given) {
        String name = required(given, "name", "the rule's name");
        String metric = metric(given);
        Optional<Double> above = given.optionalNumber("above");
        Optional<Double> below = given.optionalNumber("below");
        if (given.has("above") && given.has("below")) {
            given.wrong("below", "left out where there is 'above'");
        } else if (!given.has("above") && !given.has("below")) {
            given.missing("above", "a number; or set 'below'");
        }
        double threshold = above.or(() -> below).orElse(0.0);
        double resolve = given.optionalNumber("resolve").orElse(threshold);
        Duration lasting = given.like(DURATION, "for").orElse(Duration.ZERO);
        int minRecords = given.integer("min-records", 0);
        Severity severity = given.choice("severity", Severity.WARNING);
        String runbook = given.text("runbook", "");
        return new AlertRule(
                name,
                metric,
                given.has("above") ? Comparison.ABOVE : Comparison.BELOW,
                threshold,
                resolve,
                lasting.toMillis(),
                minRecords,
                severity,
                runbook);
    }

    private static String metric(YamlParameters given) {
        String metric = required(given, "metric", "the name of a number of the reports");
        if (!metric.equals(UNREAD) && RuleMetric.named(metric).isEmpty()) {
            given.wrong(
                    "metric",
                    "the name of a number of the reports, of which '" + NearestKey.to(metric, RuleMetric.names())
                            + "' is the nearest");
        }
        return metric;
    }

    /** Stands for a text that is not there, until the problem with it is reported. */
    private static final String UNREAD = "?";

    private static String required(YamlParameters given, String name, String expected) {
        Optional<String> text = given.optionalText(name);
        if (!given.has(name)) {
            given.missing(name, expected);
        }
        return text.orElse(UNREAD);
    }

    private void add(String origin, String message) {
        problems.add(new Problem(key + " (" + origin + ")", message));
    }
}
