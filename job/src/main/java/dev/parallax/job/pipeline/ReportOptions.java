package dev.parallax.job.pipeline;

import dev.parallax.evaluate.QualityOptions;
import dev.parallax.evaluate.alert.AlertRule;
import dev.parallax.job.config.PipelineConfig;
import dev.parallax.job.config.QualityConfig;
import dev.parallax.job.config.option.QualityKeys;
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
     * By configuration, if reports are enabled.
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
        String file = quality.referenceFile();
        if (file.isEmpty()) {
            return quality.options();
        }
        try {
            return quality.options().with(ReferenceFile.read(Path.of(file)));
        } catch (IOException e) {
            throw new ConfigException(List.of(new Problem(
                    QualityKeys.REFERENCE_FILE.key(),
                    "must be a file with one quality report, and '" + file + "' is none: " + e.getMessage())));
        }
    }
}
