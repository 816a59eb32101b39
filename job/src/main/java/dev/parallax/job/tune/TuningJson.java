package dev.parallax.job.tune;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Formats the results of a tuning as JSON. */
public final class TuningJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String SCHEMA = "parallax.tuning/1";

    private TuningJson() {}

    /** The report as one JSON object, indented. */
    public static String of(TuningReport report) {
        ObjectNode root = MAPPER.createObjectNode().put("schema", SCHEMA);
        root.set("conditions", MAPPER.valueToTree(report.conditions()));
        ObjectNode goal = root.putObject("goal");
        report.goal().p99Millis().ifPresent(bound -> goal.put("p99Millis", bound));
        report.goal().perSecond().ifPresent(rate -> goal.put("perSecond", rate));
        ArrayNode fits = root.putArray("fits");
        report.times()
                .all()
                .forEach((concurrency, fit) -> fits.addObject()
                        .put("threads", concurrency.threads())
                        .put("inFlight", concurrency.inFlight())
                        .put("baseMillis", fit.cost().base())
                        .put("perTokenMillis", fit.cost().perToken())
                        .put("perSquareMillis", fit.cost().perSquare())
                        .put("rSquared", fit.rSquared())
                        .put("medianError", fit.medianError())
                        .put("largestError", fit.largestError())
                        .put("slowest", fit.slowest()));
        root.put("simulated", report.simulated());
        ArrayNode checked = root.putArray("checked");
        report.checked().forEach(each -> check(checked.addObject(), each, report.goal()));
        root.put("kept", report.verdict().kept());
        if (report.verdict().kept()) {
            setting(root.putObject("chosen"), report.verdict().chosen().rated().setting());
        }
        return root.toPrettyString() + "\n";
    }

    private static void check(ObjectNode json, Checked checked, Goal goal) {
        json.put("role", checked.role().name());
        setting(json, checked.rated().setting());
        json.put("backlogPerSecond", checked.rated().throughput());
        if (goal.arriving()) {
            json.put("perSecond", checked.rated().perSecond())
                    .put("allowed", checked.rated().allowed());
        }
        figures(json.putObject("predicted"), checked.predicted(), goal);
        figures(json.putObject("measured"), checked.measured(), goal);
        json.put("error", checked.error(goal));
    }

    private static void setting(ObjectNode json, Setting setting) {
        json.put("threads", setting.concurrency().threads())
                .put("inFlight", setting.concurrency().inFlight())
                .put("maxRows", setting.maxRows())
                .put("maxPaddedTokens", setting.maxPaddedTokens());
    }

    /** The latency of a backlog is how long it is, and says nothing. */
    private static void figures(ObjectNode json, Figures figures, Goal goal) {
        json.put("perSecond", figures.perSecond()).put("rowsPerBatch", figures.rowsPerBatch());
        if (goal.arriving()) {
            json.put("p50Millis", figures.p50Millis()).put("p99Millis", figures.p99Millis());
        }
    }
}
