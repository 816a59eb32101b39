package dev.parallax.job.wire;

import dev.parallax.evaluate.QualityReport;

/**
 * Writes and reads quality reports as JSON objects in UTF-8. {@link QualityRecord} has their fields, and
 * {@code quality-1.schema.json} beside this class is the published schema; a change that could break a reader gets
 * another number. Numbers that are not defined are null, and {@code undefined} has the reason.
 *
 * <p>Immutable and safe for several threads.
 */
public final class QualityJson implements JsonLine<QualityReport> {

    @Override
    public byte[] write(QualityReport report) {
        return WireMapper.write(QualityRecord.of(report));
    }

    /**
     * Reads a report.
     *
     * @throws RecordFormatException if it is none
     */
    public static QualityRecord read(byte[] json) throws RecordFormatException {
        return WireMapper.read(json, QualityRecord.class);
    }
}
