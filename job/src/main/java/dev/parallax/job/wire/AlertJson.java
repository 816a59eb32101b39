package dev.parallax.job.wire;

import dev.parallax.evaluate.alert.Alert;

/**
 * Writes an alert as a JSON object in UTF-8:
 *
 * <pre>
 * {"schema":"parallax.alert/1","state":"FIRED","rule":"low-agreement","metric":"agreement.wilson.high","severity":"CRITICAL",
 * "value":0.81,"threshold":0.9,"comparison":"below","window":{"start":"2026-01-01T00:00:00Z","end":"2026-01-01T00:10:00Z"},
 * "since":"2026-01-01T00:10:00Z","model":{"name":"sentiment","fingerprint":"0123456789abcdef"},"shadow":"spark-nlp","segment":"",
 * "runbook":"job/docs/alerts.md#low-agreement"}</pre>
 *
 * <p>Immutable and safe for several threads.
 */
public final class AlertJson implements JsonLine<Alert> {

    static final String SCHEMA = "parallax.alert/1";

    private static final int USUAL_BYTES = 512;

    @Override
    public byte[] write(Alert alert) {
        return Json.object(USUAL_BYTES, json -> {
            json.writeStringField("schema", SCHEMA);
            json.writeStringField("state", alert.state().name());
            json.writeStringField("rule", alert.rule());
            json.writeStringField("metric", alert.metric());
            json.writeStringField("severity", alert.severity().name());
            Json.number(json, "value", alert.value());
            Json.number(json, "threshold", alert.threshold());
            json.writeStringField("comparison", alert.comparison());
            json.writeObjectFieldStart("window");
            Json.time(json, "start", alert.windowStartMillis());
            Json.time(json, "end", alert.windowEndMillis());
            json.writeEndObject();
            Json.time(json, "since", alert.sinceMillis());
            Json.model(json, alert.model());
            json.writeStringField("shadow", alert.shadow());
            json.writeStringField("segment", alert.segment());
            json.writeStringField("runbook", alert.runbook());
        });
    }
}
