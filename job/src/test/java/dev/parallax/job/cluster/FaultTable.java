package dev.parallax.job.cluster;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A Markdown table of faults and the outcome of the records. */
record FaultTable(List<Row> rows) {

    /**
     * A row of the table.
     *
     * @param fault name of the fault
     * @param records records sent during the fault
     * @param lost records without a result
     * @param doubled results beyond the first of their record
     * @param quality counts of the quality reports
     * @param exact whether every text and every disagreement is counted exactly once
     * @param recoverySeconds time from the fault until the results of all records sent before its end were read
     * @param longestSeconds longest time between sending a record and reading its result
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
        return "| what was done | records | lost | doubled | quality counts | compared | recovery, s | longest "
                + "wait, s |\n"
                + "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
                + rows.stream().map(row -> row.markdown() + "\n").collect(Collectors.joining());
    }
}
