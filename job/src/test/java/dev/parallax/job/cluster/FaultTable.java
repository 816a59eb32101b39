package dev.parallax.job.cluster;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was done to a cluster and what became of its records, as a table in Markdown. */
record FaultTable(List<Row> rows) {

    /**
     * A fault.
     *
     * @param fault what was done
     * @param records sent while it was
     * @param lost records without a result
     * @param doubled results beyond the first of their record
     * @param quality what the reports say
     * @param exact whether that is every text and every disagreement once
     * @param recoverySeconds from the fault until a reader had the results of all that had been sent when it was over
     * @param longestSeconds longest time that any record waited from being sent to being read
     */
    record Row(
            String fault,
            int records,
            int lost,
            int doubled,
            Quality quality,
            boolean exact,
            double recoverySeconds,
            double longestSeconds) {

        private String markdown() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %,d | %d | %d | %s | %,d of %,d | %.1f | %.1f |",
                    fault,
                    records,
                    lost,
                    doubled,
                    exact ? "exact" : "**wrong**",
                    quality.compared(),
                    quality.records(),
                    recoverySeconds,
                    longestSeconds);
        }
    }

    /** The table. */
    String markdown() {
        return "| what was done | records | lost | doubled | quality counts | compared | recovery, s | longest wait, s |\n"
                + "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
                + rows.stream().map(row -> row.markdown() + "\n").collect(Collectors.joining());
    }
}
