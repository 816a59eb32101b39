package dev.parallax.job.quickstart;

import java.util.Locale;

/**
 * Counts of a quickstart that has ended.
 *
 * @param read records that the job read, by the offsets that it committed
 * @param predicted predictions that a reader of committed records saw
 * @param deadLetters dead letters that it saw
 * @param repeated records of which it saw more than one result
 * @param agreed predictions that a Spark NLP pipeline shares, of those compared
 * @param disagreed predictions that it does not share, of those compared
 * @param notCompared predictions that the shadow had no capacity for, or failed on
 * @param seconds time from the first result to the last
 */
public record QuickstartSummary(
        long read,
        long predicted,
        long deadLetters,
        long repeated,
        long agreed,
        long disagreed,
        long notCompared,
        double seconds) {

    /** Whether every record that was read has one result. */
    public boolean complete() {
        return read == predicted + deadLetters && repeated == 0;
    }

    /** One line of JSON. */
    public String json() {
        return String.format(
                Locale.ROOT,
                "{\"read\":%d,\"predicted\":%d,\"deadLetters\":%d,\"agreed\":%d,\"disagreed\":%d,"
                        + "\"notCompared\":%d,\"seconds\":%.1f}",
                read,
                predicted,
                deadLetters,
                agreed,
                disagreed,
                notCompared,
                seconds);
    }
}
