package dev.parallax.job.wire;

import dev.parallax.evaluate.alert.Alert;

/**
 * Writes and reads alerts as JSON objects in UTF-8. {@link AlertRecord} has their fields, and
 * {@code alert-1.schema.json} beside this class is the published schema:
 *
 * <pre>
 * {"schema":"parallax.alert/1","state":"FIRED","rule":"low-agreement","metric":"agreement.poststratified.high",
 * "severity":"CRITICAL","value":0.81,"threshold":0.9,"comparison":"below",
 * "window":{"start":"2026-01-01T00:00:00Z","end":"2026-01-01T00:10:00Z"},"since":"2026-01-01T00:10:00Z",
 * "model":{"name":"sentiment","fingerprint":"0123456789abcdef"},"shadow":"spark-nlp","segment":"",
 * "runbook":"job/docs/alerts.md#low-agreement"}</pre>
 *
 * <p>Immutable and safe for several threads.
 */
public final class AlertJson implements JsonLine<Alert> {

    @Override
    public byte[] write(Alert alert) {
        return WireMapper.write(AlertRecord.of(alert));
    }

    /**
     * Reads an alert.
     *
     * @throws RecordFormatException if it is none
     */
    public static AlertRecord read(byte[] json) throws RecordFormatException {
        return WireMapper.read(json, AlertRecord.class);
    }
}
