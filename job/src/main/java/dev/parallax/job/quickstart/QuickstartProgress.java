package dev.parallax.job.quickstart;

import java.util.Locale;

/**
 * The progress of a quickstart.
 *
 * @param seconds time since the first result
 * @param sent records that the broker has accepted
 * @param predictions predictions so far
 * @param deadLetters dead letters so far
 * @param recent figures of the last seconds
 * @param compared comparisons with Spark NLP so far
 */
record QuickstartProgress(
        double seconds,
        long sent,
        long predictions,
        long deadLetters,
        RecentPredictions.Figures recent,
        ComparisonCounts compared) {

    /** The line to print. */
    String text() {
        String line = String.format(
                Locale.ROOT,
                "%5.0f s  %d records  %d predictions  %s  %d dead letters",
                seconds,
                sent,
                predictions,
                recent.text(),
                deadLetters);
        return compared.equals(ComparisonCounts.NONE) ? line : line + "  " + compared.text();
    }
}
