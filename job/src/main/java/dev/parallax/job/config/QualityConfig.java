package dev.parallax.job.config;

import dev.parallax.evaluate.QualityOptions.ReferenceKind;
import dev.parallax.evaluate.observation.SegmentFunction;
import dev.parallax.job.config.option.QualityKeys;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Option;
import dev.parallax.job.config.value.Problems;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What is reported on the predictions' quality.
 *
 * @param enabled whether anything is
 * @param topics where reports go to, and labels come from
 * @param times how windows lie, and when they leave
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
        Times times,
        Duration labelRetention,
        List<String> segments,
        String positiveLabel,
        Reference reference,
        DetectorConfig detectors,
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
     * How windows lie, and when they leave.
     *
     * @param window length of a window
     * @param slide from one end to the next
     * @param allowedLateness how long after its end a window takes what comes late
     * @param patience how long it waits for comparisons that are under way
     * @param revisions how often it is reported again
     * @param early how often it is reported before its end; zero for never
     */
    public record Times(
            Duration window,
            Duration slide,
            Duration allowedLateness,
            Duration patience,
            Duration revisions,
            Duration early) {}

    /**
     * What drift is measured against.
     *
     * @param kind where it comes from
     * @param file path of a report, if it comes from a file; else empty
     * @param leastRecords fewest texts of a window that may be one
     */
    public record Reference(ReferenceKind kind, String file, int leastRecords) {}

    /** @throws ConfigException if a value is out of its range, or two do not fit each other */
    public QualityConfig {
        segments = List.copyOf(segments);
        Problems problems = new Problems();
        long window = times.window().toMillis();
        long slide = times.slide().toMillis();
        problems.check(slide >= 1, QualityKeys.SLIDE, times.slide(), "1 ms or more");
        problems.check(
                slide >= 1 && window >= slide && window % slide == 0,
                QualityKeys.WINDOW,
                times.window(),
                "a multiple of " + QualityKeys.SLIDE.key() + ", " + slide + " ms");
        requireNotNegative(QualityKeys.ALLOWED_LATENESS, times.allowedLateness(), problems);
        requireNotNegative(QualityKeys.WAIT, times.patience(), problems);
        requireNotNegative(QualityKeys.EARLY_INTERVAL, times.early(), problems);
        problems.check(
                times.revisions().toMillis() >= 1, QualityKeys.REVISION_INTERVAL, times.revisions(), "1 ms or more");
        problems.check(labelRetention.toMillis() >= 1, QualityKeys.LABEL_RETENTION, labelRetention, "1 ms or more");
        problems.check(
                segments.stream().noneMatch(String::isBlank)
                        && !segments.contains(SegmentFunction.OTHER)
                        && new HashSet<>(segments).size() == segments.size(),
                QualityKeys.SEGMENTS,
                segments,
                "different values, none of them empty or '" + SegmentFunction.OTHER + "'");
        problems.check(
                (reference.kind() == ReferenceKind.FILE) != reference.file().isEmpty(),
                QualityKeys.REFERENCE_FILE,
                reference.file(),
                "set exactly where " + QualityKeys.REFERENCE.key() + " is file");
        problems.check(
                reference.leastRecords() >= 1,
                QualityKeys.REFERENCE_MIN_RECORDS,
                reference.leastRecords(),
                "1 text or more");
        requireTopic(QualityKeys.QUALITY_TOPIC, topics.quality(), problems);
        requireTopic(QualityKeys.ALERTS_TOPIC, topics.alerts(), problems);
        requireTopic(QualityKeys.LABELS_TOPIC, topics.labels(), problems);
        problems.throwIfAny();
    }

    private static void requireNotNegative(Option<Duration> option, Duration value, Problems problems) {
        problems.check(!value.isNegative(), option, value, "0 or more");
    }

    private static void requireTopic(Option<String> option, String topic, Problems problems) {
        if (!topic.isEmpty()) {
            TopicName.require(option, topic, problems);
        }
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
                        options.optional(QualityKeys.QUALITY_TOPIC).orElse(""),
                        options.optional(QualityKeys.ALERTS_TOPIC).orElse(""),
                        options.optional(QualityKeys.LABELS_TOPIC).orElse("")),
                new Times(
                        options.value(QualityKeys.WINDOW),
                        options.value(QualityKeys.SLIDE),
                        options.value(QualityKeys.ALLOWED_LATENESS),
                        options.value(QualityKeys.WAIT),
                        options.value(QualityKeys.REVISION_INTERVAL),
                        options.value(QualityKeys.EARLY_INTERVAL)),
                options.value(QualityKeys.LABEL_RETENTION),
                options.optional(QualityKeys.SEGMENTS).orElse(List.of()),
                options.optional(QualityKeys.POSITIVE_LABEL).orElse(""),
                new Reference(
                        options.value(QualityKeys.REFERENCE),
                        options.optional(QualityKeys.REFERENCE_FILE).orElse(""),
                        options.value(QualityKeys.REFERENCE_MIN_RECORDS)),
                DetectorConfig.from(options),
                AlertsConfig.from(options));
    }
}
