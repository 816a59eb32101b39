package dev.parallax.job.optimize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.evaluate.stats.Interval;
import java.util.Locale;

/** A report as a JSON object. Infinite numbers are null. Texts are named by their lines and never written. */
public final class OptimizationJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private OptimizationJson() {}

    /** The JSON object followed by a line feed. */
    public static String of(OptimizationReport report) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("program", report.card().program());
        root.put("precision", report.card().precision());
        root.put("device", report.card().device());
        ObjectNode check = root.putObject("check");
        check.put("provider", report.check().provider().name().toLowerCase(Locale.ROOT));
        check.put("rounded", report.check().rounded());
        ArrayNode rewritten = root.putArray("rewritten");
        report.rewritten()
                .forEach(applied ->
                        rewritten.addObject().put("name", applied.name()).put("places", applied.places()));
        root.put("texts", report.texts());
        root.put("calibrationTexts", report.calibrationTexts());
        ObjectNode choice = root.putObject("choice");
        choice.put("texts", report.choice().texts());
        choice.put("apart", report.choice().apart());
        choice.put("products", report.choice().products());
        ArrayNode inFloats = choice.putArray("inFloats");
        report.choice()
                .inFloats()
                .forEach(product -> number(inFloats.addObject().put("name", product.name()), "error", product.error()));
        model(root.putObject("source"), report.source());
        model(root.putObject("optimized"), report.optimized());
        labels(root, report.labels());
        speed(root.putObject("speed"), report.speed());
        number(root.putObject("limits"), "difference", report.limits().difference())
                .put("keptLabels", report.limits().keptLabels());
        root.put("withinLimits", report.withinLimits());
        root.put("verdict", report.verdict());
        try {
            return MAPPER.writeValueAsString(root).replace("\r\n", "\n") + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree could not be written", e);
        }
    }

    private static void model(ObjectNode json, OptimizationReport.Model model) {
        json.put("name", model.id().name());
        json.put("fingerprint", model.id().fingerprint());
        json.put("bytes", model.bytes());
        number(json, "batchDependence", model.batchDependence());
    }

    private static void labels(ObjectNode root, LabelComparison labels) {
        ObjectNode logits = root.putObject("logits");
        number(logits, "largestDifference", labels.largestDifference());
        number(logits, "meanDifference", labels.meanDifference());
        ObjectNode json = root.putObject("labels");
        Interval interval = labels.keptInterval();
        json.put("texts", labels.texts());
        json.put("kept", labels.kept());
        json.put("keptShare", (double) labels.kept() / labels.texts());
        json.put("keptLow", interval.low());
        json.put("keptHigh", interval.high());
        ArrayNode flips = json.putArray("flips");
        for (LabelComparison.Flip flip : labels.flips()) {
            number(flips.addObject().put("line", flip.line()), "margin", flip.margin())
                    .put("from", flip.from())
                    .put("to", flip.to());
        }
        ObjectNode accuracy = root.putObject("accuracy");
        accuracy.put("labelled", labels.labelled());
        accuracy.put("sourceRight", labels.sourceRight());
        accuracy.put("optimizedRight", labels.optimizedRight());
    }

    private static void speed(ObjectNode json, SpeedComparison speed) {
        json.put("texts", speed.texts());
        json.put("rounds", speed.rounds());
        json.put("sourcePerSecond", speed.sourcePerSecond());
        json.put("optimizedPerSecond", speed.optimizedPerSecond());
        json.put("ratio", speed.ratio());
        json.put("lowestRatio", speed.lowestRatio());
        json.put("highestRatio", speed.highestRatio());
    }

    private static ObjectNode number(ObjectNode json, String name, double value) {
        return Double.isFinite(value) ? json.put(name, value) : json.putNull(name);
    }
}
