package dev.parallax.job.config;

import dev.parallax.evaluate.QualityOptions.DetectorOptions;
import dev.parallax.evaluate.QualityOptions.ReferenceKind;
import dev.parallax.evaluate.observation.SegmentFunction;
import dev.parallax.evaluate.window.WindowSizes;
import dev.parallax.job.config.option.DetectorKeys;
import dev.parallax.job.config.option.QualityKeys;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Option;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What is reported on the predictions' quality.
 *
 * @param enabled whether anything is
 * @param topics where reports go to, and labels come from
 * @param sizes how windows lie on event time
 * @param times when windows are reported
 * @param labelRetention how long a text waits for its label, and a label for its text
 * @param segments values of the key field with windows of their own
 * @param positiveLabel the class that binary F1 is about; empty for the second of two
 * @param reference what drift is measured against
 * @param detectors what is taken for a change
 * @param alerts the alert rules
 */
public record QualityConfig(
        boolean enabled,
        Topics topics,
        WindowSizes sizes,
        Times times,
        Duration labelRetention,
        List<String> segments,
        String positiveLabel,
        Reference reference,
        DetectorOptions detectors,
        AlertsConfig alerts) {

    /**
     * Topics of Kafka; empty for none.
     *
     * @param quality reports
     * @param alerts alerts
     * @param labels true classes that come apart from their texts
     */
    public record Topics(String quality, String alerts, String labels) {}

    /**
     * When windows are reported.
     *
     * @param patience how long it waits for comparisons that are under way
     * @param revisions how often it is reported again
     */
    public record Times(Duration patience, Duration revisions) {}

    /**
     * What drift is measured against.
     *
     * @param kind where it comes from
     * @param file path of a report, if it comes from a file; else empty
     * @param leastRecords fewest texts of a window that may be one
     */
    public record Reference(ReferenceKind kind, String file, int leastRecords) {}

    /** Keeps its own list. */
    public QualityConfig {
        segments = List.copyOf(segments);
    }

    /** The topic of labels, if they come apart from their texts. */
    public Optional<String> labelsTopic() {
        return enabled && !topics.labels().isEmpty() ? Optional.of(topics.labels()) : Optional.empty();
    }

    /**
     * Reads the options, whatever else is set.
     *
     * @throws ConfigException with all that is wrong with them, and with the file as such
     */
    public static QualityConfig from(Settings settings) {
        return OptionReader.read(settings, QualityConfig::from);
    }

    static QualityConfig from(OptionReader options) {
        return new QualityConfig(
                options.value(QualityKeys.ENABLED),
                new Topics(
                        topic(QualityKeys.QUALITY_TOPIC, options),
                        topic(QualityKeys.ALERTS_TOPIC, options),
                        topic(QualityKeys.LABELS_TOPIC, options)),
                QualityKeys.sizes(options),
                new Times(options.value(QualityKeys.WAIT), options.value(QualityKeys.REVISION_INTERVAL)),
                options.value(QualityKeys.LABEL_RETENTION),
                segments(options),
                options.optional(QualityKeys.POSITIVE_LABEL).orElse(""),
                reference(options),
                DetectorKeys.detectors(options),
                AlertsConfig.from(options));
    }

    private static String topic(Option<String> option, OptionReader options) {
        String topic = options.optional(option).orElse("");
        if (!topic.isEmpty()) {
            TopicName.require(option, topic, options);
        }
        return topic;
    }

    private static List<String> segments(OptionReader options) {
        List<String> segments = options.optional(QualityKeys.SEGMENTS).orElse(List.of());
        options.check(
                segments.stream().noneMatch(String::isBlank)
                        && !segments.contains(SegmentFunction.OTHER)
                        && new HashSet<>(segments).size() == segments.size(),
                QualityKeys.SEGMENTS,
                "different values, none of them empty or '" + SegmentFunction.OTHER + "'");
        return segments;
    }

    private static Reference reference(OptionReader options) {
        ReferenceKind kind = options.value(QualityKeys.REFERENCE);
        String file = options.optional(QualityKeys.REFERENCE_FILE).orElse("");
        if (options.right(QualityKeys.REFERENCE)) {
            options.check(
                    (kind == ReferenceKind.FILE) != file.isEmpty(),
                    QualityKeys.REFERENCE_FILE,
                    "set exactly where " + QualityKeys.REFERENCE.key() + " is file");
        }
        return new Reference(kind, file, options.value(QualityKeys.REFERENCE_MIN_RECORDS));
    }
}
