package dev.parallax.job.wire;

import dev.parallax.evaluate.alert.Alert;

/**
 * Writes and reads alerts as JSON objects in UTF-8. {@link AlertRecord} has their fields, {@code alert-1.schema.json}
 * among the resources of this package is the published schema, and {@code job/docs/alerts.md} has an example.
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
