package dev.parallax.job.calibrate;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.evaluate.alert.AlertRule;
import dev.parallax.job.calibrate.CalibrationReport.RuleResult;
import dev.parallax.job.calibrate.DetectionDelays.Delays;

/** A calibration report as JSON. NaN and infinity are null. */
public final class CalibrationJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String SCHEMA = "parallax.calibration/1";

    private CalibrationJson() {}

    /** The report as one JSON object, indented. */
    public static String of(CalibrationReport report) {
        SimulationPlan plan = report.plan();
        ObjectNode root = MAPPER.createObjectNode().put("schema", SCHEMA);
        root.set("traffic", MAPPER.valueToTree(plan.traffic()));
        root.putObject("window")
                .put("sizeMillis", plan.layout().sizeMillis())
                .put("slideMillis", plan.layout().slideMillis());
        root.put("days", plan.days())
                .put("simulations", plan.simulations())
                .put("referenceRecords", plan.referenceRecords())
                .put("seed", plan.seed());
        root.putObject("detectors")
                .put("pageHinkleyDelta", report.found().pageHinkley().delta())
                .put("pageHinkleyLambda", report.found().pageHinkley().lambda())
                .put("pageHinkleyLearning", report.found().pageHinkley().learning())
                .put("adwinDelta", report.found().adwinDelta());
        ArrayNode rules = root.putArray("rules");
        for (int i = 0; i < report.rows().size(); i++) {
            ObjectNode json = rules.addObject();
            rule(json, report.rows().get(i));
            int place = i;
            report.delays()
                    .filter(delays -> place < delays.rules().size())
                    .ifPresent(delays ->
                            delays(json.putObject("detection"), delays.rules().get(place)));
        }
        report.delays().ifPresent(delays -> {
            ObjectNode drift = root.putObject("drift");
            drift.put("what", plan.shift().map(TrafficShift::toString).orElse(""));
            drift.put("streams", plan.shiftRuns());
            delays(drift.putObject("atRandom"), delays.random());
            delays(drift.putObject("onEveryWindow"), delays.always());
        });
        return root.toPrettyString() + "\n";
    }

    private static void rule(ObjectNode json, RuleResult row) {
        AlertRule rule = row.rule();
        json.put("name", rule.name())
                .put("metric", rule.metric())
                .put("comparison", rule.comparison().toString())
                .put("threshold", rule.threshold())
                .put("resolve", rule.resolveThreshold())
                .put("forMillis", rule.forMillis())
                .put("minRecords", rule.minRecords())
                .put("calibrated", row.calibrated());
        row.falseAlarms().ifPresentOrElse(alarms -> json.put("falseAlarms", alarms), () -> json.putNull("falseAlarms"));
        row.onReports().ifPresent(fired -> json.put("firedOnReports", fired));
    }

    private static void delays(ObjectNode json, Delays delays) {
        millis(json, "medianMillis", delays.quantile(0.5));
        millis(json, "p90Millis", delays.quantile(0.9));
        json.put("missedShare", delays.missed());
    }

    private static void millis(ObjectNode json, String name, double millis) {
        if (Double.isInfinite(millis)) {
            json.putNull(name);
        } else {
            json.put(name, (long) millis);
        }
    }
}
