package dev.parallax.job.dashboard.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.parallax.evaluate.QualityMetric;
import dev.parallax.evaluate.TextCount;
import dev.parallax.job.wire.QualityRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a report for the course of agreement over time; numbers that are not defined are null.
 *
 * @param end the window's end, epoch milliseconds
 * @param revision how often it was reported before
 * @param rate share of comparisons with the same class
 * @param low lower end of its 95 % interval
 * @param high upper end
 * @param sequenceRate the same share of all comparisons since the job began
 * @param sequenceLow lower end of its confidence sequence
 * @param sequenceHigh upper end
 * @param compared comparisons in the window
 */
@JsonInclude(Include.NON_NULL)
record Point(
        long end,
        int revision,
        @Nullable Double rate,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Double sequenceRate,
        @Nullable Double sequenceLow,
        @Nullable Double sequenceHigh,
        long compared) {

    static Point of(QualityRecord report) {
        return new Point(
                report.window().endMillis(),
                report.revision(),
                value(report, QualityMetric.AGREEMENT_RATE),
                value(report, QualityMetric.AGREEMENT_WILSON_LOW),
                value(report, QualityMetric.AGREEMENT_WILSON_HIGH),
                value(report, QualityMetric.AGREEMENT_SEQUENCE_RATE),
                value(report, QualityMetric.AGREEMENT_SEQUENCE_LOW),
                value(report, QualityMetric.AGREEMENT_SEQUENCE_HIGH),
                report.counts().getOrDefault(TextCount.COMPARED.metric(), 0L));
    }

    private static @Nullable Double value(QualityRecord report, QualityMetric metric) {
        return report.values().get(metric.metric());
    }

    /** Whether this takes the place of another point of the same window. */
    boolean supersedes(Point other) {
        return revision >= other.revision;
    }
}
