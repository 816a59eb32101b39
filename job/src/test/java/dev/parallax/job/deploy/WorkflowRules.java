package dev.parallax.job.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Rules for GitHub workflows that protect tokens and secrets: least permissions, actions pinned to commits, and no
 * expression or secret inside a shell script.
 */
final class WorkflowRules {

    private static final Pattern PINNED = Pattern.compile("[\\w.-]+/[\\w./-]+@[0-9a-f]{40}");
    private static final String PRINTS = "\\b(?:echo|printf|tee|cat|env|export)\\b[^;|&]*\\$\\{?%s\\b";

    private WorkflowRules() {}

    /** Violations in a workflow, each with the place where it is. */
    static List<String> violations(JsonNode workflow) {
        List<String> violations = new ArrayList<>();
        for (String key : List.of("name", "on", "permissions", "jobs")) {
            if (!workflow.hasNonNull(key)) {
                violations.add("expected the key '" + key + "', found none");
            }
        }
        boolean release = workflow.at("/on/push/tags").isArray();
        violations.addAll(permissions("the workflow", workflow.path("permissions"), false));
        workflow.path("jobs").properties().forEach(job -> {
            String name = job.getKey();
            violations.addAll(permissions(name, job.getValue().path("permissions"), release));
            if (job.getValue().has("uses")) {
                violations.addAll(uses(name, job.getValue().path("uses").asText()));
            } else if (!job.getValue().path("timeout-minutes").isInt()) {
                violations.add(name + ": expected timeout-minutes, found none");
            }
            for (JsonNode step : job.getValue().path("steps")) {
                violations.addAll(step(name, step));
            }
        });
        return violations;
    }

    /** Lines of a shell script that could print the value of a variable which holds a secret. */
    static List<String> printed(String script, List<String> secrets) {
        return script.lines()
                .filter(line -> !line.strip().startsWith("#"))
                .filter(line -> line.contains("set -x")
                        || secrets.stream()
                                .anyMatch(secret -> Pattern.compile(PRINTS.formatted(secret))
                                        .matcher(line)
                                        .find()))
                .toList();
    }

    /** Names of the environment variables of a workflow that hold a secret. */
    static List<String> secrets(JsonNode workflow) {
        return workflow.findValues("env").stream()
                .flatMap(env -> env.properties().stream())
                .filter(variable -> variable.getValue().asText().contains("secrets."))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> step(String job, JsonNode step) {
        List<String> violations = new ArrayList<>();
        if (step.has("uses")) {
            violations.addAll(uses(job, step.path("uses").asText()));
            if (step.path("uses").asText().startsWith("actions/checkout@")
                    && step.at("/with/persist-credentials").asBoolean(true)) {
                violations.add(job + ": expected persist-credentials: false, so that no later step has the token");
            }
        }
        String run = step.path("run").asText();
        if (run.contains("${{")) {
            violations.add(job + ": expected expressions in env, found one in a script: " + run);
        }
        step.path("env")
                .properties()
                .forEach(variable -> printed(run, List.of(variable.getKey())).forEach(line -> {
                    if (variable.getValue().asText().contains("secrets.")) {
                        violations.add(job + ": prints a secret: " + line);
                    }
                }));
        for (JsonNode input : step.path("with")) {
            if (input.asText().contains("secrets.")) {
                violations.add(job + ": expected secrets in env, found one in with: " + input.asText());
            }
        }
        return violations;
    }

    private static List<String> uses(String job, String action) {
        return action.startsWith("./") || PINNED.matcher(action).matches()
                ? List.of()
                : List.of(job + ": expected an action pinned to a commit, found " + action);
    }

    /** Only a job of a release may write; what the whole workflow may do is to read. */
    private static List<String> permissions(String place, JsonNode permissions, boolean mayWrite) {
        List<String> violations = new ArrayList<>();
        if (permissions.isTextual()) {
            violations.add(place + ": expected permissions by name, found " + permissions.asText());
        }
        permissions.properties().forEach(permission -> {
            if (!permission.getValue().asText().equals("read") && !mayWrite) {
                violations.add(place + ": expected to read only, found " + permission);
            }
        });
        return violations;
    }
}
