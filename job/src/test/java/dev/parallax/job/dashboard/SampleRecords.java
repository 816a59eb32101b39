package dev.parallax.job.dashboard;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Alerts and disagreements as the job writes them. */
public final class SampleRecords {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private SampleRecords() {}

    /** An alert of the rule {@code low-agreement} at the end of a window. */
    public static ObjectNode alert(String state, int slide, double value) {
        Instant end = SampleReport.START.plus(SampleReport.SLIDE.multipliedBy(slide));
        ObjectNode json = MAPPER.createObjectNode();
        json.put("schema", "parallax.alert/1").put("state", state);
        json.put("rule", "low-agreement").put("metric", "agreement.rate").put("severity", "WARNING");
        json.put("value", value).put("threshold", 0.9).put("comparison", "below");
        json.putObject("window").put("start", end.minusSeconds(600).toString()).put("end", end.toString());
        json.put("since", end.toString());
        json.putObject("model").put("name", "sentiment").put("fingerprint", "185ff13d60030a12");
        json.put("shadow", "spark-nlp").put("segment", "");
        json.put("runbook", "https://example.org/runbooks/low-agreement");
        return json;
    }

    /** A disagreement about a contraction. */
    public static ObjectNode disagreement(String id) {
        return disagreement(
                id,
                List.of("[CLS]", "it", "isn", "'", "t", "good", "[SEP]"),
                List.of("[CLS]", "it", "isn", "good", "[SEP]"),
                "CONTRACTION",
                "contraction");
    }

    /** A disagreement with another head. */
    public static ObjectNode disagreement(String id, String head) {
        ObjectNode json = disagreement(id).put("shadow", head);
        json.set("head", json.remove("sparkNlp"));
        json.remove(List.of("classes", "causes", "proven", "minimal", "variants", "difference"));
        return json;
    }

    /** A disagreement with pieces of both sides and a proven cause. */
    public static ObjectNode disagreement(
            String id, List<String> huggingFace, List<String> sparkNlp, String cause, String title) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("id", id).put("outcome", "DISAGREED");
        ObjectNode primary =
                json.putObject("huggingFace").put("label", "negative").put("score", 0.9612);
        primary.putObject("scores").put("negative", 0.9612).put("positive", 0.0388);
        ObjectNode shadow = json.putObject("sparkNlp").put("label", "positive").put("score", 0.5134);
        shadow.putObject("scores").put("negative", 0.4866).put("positive", 0.5134);
        shadow.put("sentence", 0);
        json.putArray("classes").addArray().add(0).add(12).add("positive").add(0);
        json.put("totalVariation", 0.47).put("margin", 0.92);
        json.putArray("causes").addObject().put("cause", cause).put("title", title);
        json.put("proven", true).put("minimal", true).put("variants", 2);
        ObjectNode difference = json.putObject("difference").put("at", 3);
        huggingFace.forEach(difference.putArray("huggingFace")::add);
        sparkNlp.forEach(difference.putArray("sparkNlp")::add);
        difference.put("before", 0);
        ArrayNode after = difference.putArray("after");
        after.add(0).add(0);
        json.putObject("model").put("name", "sentiment").put("fingerprint", "185ff13d60030a12");
        return json;
    }

    public static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
