package dev.parallax.job.config;

import dev.parallax.evaluate.QualityOptions;
import dev.parallax.evaluate.QualityOptions.ReferenceKind;
import dev.parallax.job.config.option.QualityKeys;
import dev.parallax.job.config.setting.OptionReader;
import dev.parallax.job.config.setting.Settings;
import dev.parallax.job.config.value.ConfigException;
import dev.parallax.job.config.value.Option;
import java.util.Optional;

/**
 * The options of quality reports.
 *
 * @param enabled whether anything is
 * @param topics where reports go to, and labels come from
 * @param options what is reported, without the reference that is read from a file
 * @param referenceFile path of a report, if that is the reference; else empty
 * @param alerts the alert rules
 */
public record QualityConfig(
        boolean enabled, Topics topics, QualityOptions options, String referenceFile, AlertsConfig alerts) {

    /**
     * Topics of Kafka; empty for none.
     *
     * @param quality reports
     * @param alerts alerts
     * @param labels true classes that come apart from their texts
     */
    public record Topics(String quality, String alerts, String labels) {}

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
        QualityOptions quality = QualityKeys.options(options);
        return new QualityConfig(
                options.value(QualityKeys.ENABLED),
                new Topics(
                        topic(QualityKeys.QUALITY_TOPIC, options),
                        topic(QualityKeys.ALERTS_TOPIC, options),
                        topic(QualityKeys.LABELS_TOPIC, options)),
                quality,
                referenceFile(quality.drift().kind(), options),
                AlertsConfig.from(options));
    }

    private static String topic(Option<String> option, OptionReader options) {
        String topic = options.optional(option).orElse("");
        if (!topic.isEmpty()) {
            TopicName.require(option, topic, options);
        }
        return topic;
    }

    private static String referenceFile(ReferenceKind kind, OptionReader options) {
        String file = options.optional(QualityKeys.REFERENCE_FILE).orElse("");
        if (options.right(QualityKeys.REFERENCE, QualityKeys.REFERENCE_FILE)) {
            options.check(
                    (kind == ReferenceKind.FILE) != file.isEmpty(),
                    QualityKeys.REFERENCE_FILE,
                    "set exactly where " + QualityKeys.REFERENCE.key() + " is file");
        }
        return file;
    }
}
