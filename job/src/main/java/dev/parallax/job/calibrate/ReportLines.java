package dev.parallax.job.calibrate;

import dev.parallax.evaluate.QualityReport;
import dev.parallax.job.wire.QualityJson;
import dev.parallax.job.wire.RecordFormatException;
import dev.parallax.text.file.TextLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads a file of quality reports with one JSON object in each line. */
final class ReportLines {

    private ReportLines() {}

    /**
     * Reads a file.
     *
     * @param segment value of the segment field of the reports to keep; empty for those of all texts
     * @return first reports by their windows' ends
     * @throws IOException if the file cannot be read, or a line is not a report; the message says which
     */
    static List<QualityReport> read(Path file, String segment) throws IOException {
        List<QualityReport> reports = new ArrayList<>();
        try (TextLines lines = TextLines.open(file)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                QualityReport report = read(line, file + ":" + lines.number());
                if (report.revision() == 0 && report.segment().equals(segment)) {
                    reports.add(report);
                }
            }
        }
        reports.sort(Comparator.comparingLong(QualityReport::endMillis));
        return reports;
    }

    private static QualityReport read(String line, String place) throws IOException {
        try {
            return QualityJson.read(line.getBytes(StandardCharsets.UTF_8)).report();
        } catch (RecordFormatException e) {
            throw new IOException(place + " " + e.getMessage(), e);
        }
    }
}
