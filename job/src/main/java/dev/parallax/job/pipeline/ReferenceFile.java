package dev.parallax.job.pipeline;

import dev.parallax.evaluate.QualityOptions.ClassCount;
import dev.parallax.evaluate.QualityOptions.FileReference;
import dev.parallax.evaluate.QualityReport;
import dev.parallax.evaluate.TextCount;
import dev.parallax.evaluate.stats.Bins;
import dev.parallax.job.config.value.TextFile;
import dev.parallax.job.wire.QualityJson;
import dev.parallax.job.wire.QualityRecord;
import dev.parallax.job.wire.QualityRecord.Distribution;
import dev.parallax.job.wire.RecordFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A report kept in a file, as the reference that drift is measured against. */
final class ReferenceFile {

    /** Reports of thousands of classes have some hundred KB. */
    private static final int LARGEST = 16 << 20;

    private ReferenceFile() {}

    /**
     * Reads the file.
     *
     * @throws IOException if it cannot be read, or does not hold a report of the schema that is written here, with the
     *     same bins
     */
    static FileReference read(Path file) throws IOException {
        QualityRecord report;
        try {
            report = QualityJson.read(TextFile.read(file, LARGEST).getBytes(StandardCharsets.UTF_8));
        } catch (RecordFormatException e) {
            throw new IOException("it " + e.getMessage(), e);
        }
        Distribution classes = distribution(report, QualityReport.Distribution.PREDICTED_CLASS);
        if (classes.bins().isEmpty()) {
            throw new IOException("distributions.predictedClass.bins must be a list of names, and is empty");
        }
        List<ClassCount> byClass = new ArrayList<>();
        for (int i = 0; i < classes.bins().size(); i++) {
            byClass.add(new ClassCount(classes.bins().get(i), classes.counts().get(i)));
        }
        return new FileReference(
                report.window().startMillis(),
                report.window().endMillis(),
                byClass,
                counts(report, QualityReport.Distribution.SCORE, Bins.SCORE.names()),
                counts(report, QualityReport.Distribution.TOKENS, Bins.TOKENS.names()),
                count(report, TextCount.RECORDS),
                count(report, TextCount.TOKENS),
                count(report, TextCount.UNKNOWN_TOKENS),
                count(report, TextCount.TRUNCATED));
    }

    private static long count(QualityRecord report, TextCount which) throws IOException {
        Long count = report.counts().get(which.metric());
        if (count == null || count < 0) {
            throw new IOException("counts." + which.metric() + " must be a count of 0 or more, and is " + count);
        }
        return count;
    }

    private static List<Long> counts(QualityRecord report, String name, List<String> bins) throws IOException {
        Distribution distribution = distribution(report, name);
        if (!distribution.bins().equals(bins)) {
            throw new IOException("distributions." + name + ".bins must be " + bins);
        }
        return distribution.counts();
    }

    private static Distribution distribution(QualityRecord report, String name) throws IOException {
        Distribution distribution = report.distributions().get(name);
        if (distribution == null) {
            throw new IOException("distributions." + name + " must be there, and is not");
        }
        for (long count : distribution.counts()) {
            if (count < 0) {
                throw new IOException(
                        "distributions." + name + ".counts must be 0 or more, and are " + distribution.counts());
            }
        }
        return distribution;
    }
}
