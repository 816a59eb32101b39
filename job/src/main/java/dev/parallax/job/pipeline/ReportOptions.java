package dev.parallax.job.pipeline;

import dev.parallax.evaluate.QualityOptions;
import dev.parallax.evaluate.QualityOptions.DriftOptions;
import dev.parallax.evaluate.QualityOptions.ReferenceKind;
import dev.parallax.evaluate.alert.AlertRule;
import dev.parallax.evaluate.f1.F1Options;
import dev.parallax.evaluate.f1.ZeroDivision;
import dev.parallax.job.config.PipelineConfig;
import dev.parallax.job.config.QualityConfig;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Quality reports and alert rules, as configured.
 *
 * @param options what is reported
 * @param rules the alert rules
 */
public record ReportOptions(QualityOptions options, List<AlertRule> rules) {

    /**
     * By configuration, if anything is to be reported.
     *
     * @throws ConfigException if the file of the reference cannot be read, or holds no report
     */
    public static Optional<ReportOptions> from(PipelineConfig config) {
        QualityConfig quality = config.quality();
        return quality.enabled()
                ? Optional.of(
                        new ReportOptions(options(quality), quality.alerts().rules()))
                : Optional.empty();
    }

    private static QualityOptions options(QualityConfig quality) {
        QualityConfig.Times times = quality.times();
        return new QualityOptions(
                quality.sizes(),
                times.patience(),
                times.revisions(),
                quality.labelRetention(),
                quality.segments(),
                new F1Options(quality.positiveLabel(), false, ZeroDivision.WARN),
                quality.detectors(),
                drift(quality.reference()));
    }

    private static DriftOptions drift(QualityConfig.Reference reference) {
        if (reference.kind() != ReferenceKind.FILE) {
            return new DriftOptions(reference.kind(), reference.leastRecords(), null);
        }
        try {
            return new DriftOptions(
                    reference.kind(), reference.leastRecords(), ReferenceFile.read(Path.of(reference.file())));
        } catch (IOException e) {
            throw new ConfigException(List.of(new Problem(
                    "quality.reference-file",
                    "must be a file with one quality report, and '" + reference.file() + "' is none: "
                            + e.getMessage())));
        }
    }
}
