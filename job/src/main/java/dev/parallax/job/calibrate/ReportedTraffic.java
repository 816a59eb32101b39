package dev.parallax.job.calibrate;

import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.QualityReport.Distribution;
import dev.parallax.evaluate.TextCount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The traffic described by existing reports.
 *
 * @param reports first final reports by their windows' ends, one or more
 */
public record ReportedTraffic(List<QualityReport> reports) {

    private static final double MILLIS = 1000;

    /** Copies the list. */
    public ReportedTraffic {
        reports = List.copyOf(reports);
    }

    /**
     * Reads reports from a file with one record of the report topic in each line.
     *
     * @param segment segment of the reports; empty for the reports on all texts
     * @throws IOException if the file cannot be read, a line is not a report, or there is no report with texts
     */
    public static ReportedTraffic read(Path file, String segment) throws IOException {
        ReportedTraffic traffic = new ReportedTraffic(ReportLines.read(file, segment));
        if (traffic.count(TextCount.RECORDS) == 0) {
            throw new IOException(file + " must hold a final report with texts in it for the segment '" + segment
                    + "', and holds none");
        }
        return traffic;
    }

    /** Size and slide of the latest window. */
    public WindowLayout layout() {
        QualityReport last = reports.get(reports.size() - 1);
        return new WindowLayout(last.endMillis() - last.startMillis(), last.slideMillis());
    }

    /** Mean number of texts a second. */
    public double recordsPerSecond() {
        double millis = reports.stream()
                .mapToLong(report -> report.endMillis() - report.startMillis())
                .sum();
        return count(TextCount.RECORDS) * MILLIS / millis;
    }

    /** Share of the texts that are compared. */
    public double comparedShare() {
        return Math.min(1, (double) count(TextCount.COMPARED) / count(TextCount.RECORDS));
    }

    /** Share of the compared texts on which both sides agree; 1 if none are compared. */
    public double agreement() {
        long compared = count(TextCount.COMPARED);
        return compared == 0 ? 1 : (double) count(TextCount.AGREED) / compared;
    }

    /** Shares of a distribution's bins; uniform if no report has the distribution. */
    public List<Double> shares(String distribution, int bins) {
        List<Long> sums = new ArrayList<>(Collections.nCopies(bins, 0L));
        for (QualityReport report : reports) {
            for (Distribution one : report.distributions()) {
                for (int i = 0;
                        one.name().equals(distribution)
                                && i < Math.min(bins, one.counts().size());
                        i++) {
                    sums.set(i, sums.get(i) + one.counts().get(i));
                }
            }
        }
        return Traffic.shares(sums);
    }

    /** Number of classes. */
    public int classes() {
        return Math.max(1, reports.get(reports.size() - 1).labels().size());
    }

    private long count(TextCount count) {
        return reports.stream().mapToLong(report -> report.count(count)).sum();
    }
}
